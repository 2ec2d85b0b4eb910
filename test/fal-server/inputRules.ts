import { isRecord } from "./exchange.ts";
import type { ErrorDetail, ModelErrorType } from "./outcome.ts";

interface InputRule {
  readonly name: string;
  readonly kind: "string" | "float" | "int" | "bool";
  readonly required?: boolean;
  readonly nullable?: boolean;
  readonly min?: number;
  readonly max?: number;
}

/** The inputs of `fal-ai/clarity-upscaler` with the limits of fal's OpenAPI description of it. */
const inputRules: readonly InputRule[] = [
  { name: "image_url", kind: "string", required: true },
  { name: "prompt", kind: "string" },
  { name: "upscale_factor", kind: "float", min: 1, max: 4 },
  { name: "negative_prompt", kind: "string" },
  { name: "creativity", kind: "float", min: 0, max: 1 },
  { name: "resemblance", kind: "float", min: 0, max: 1 },
  { name: "guidance_scale", kind: "float", min: 0, max: 20 },
  { name: "num_inference_steps", kind: "int", min: 4, max: 50 },
  { name: "seed", kind: "int", nullable: true, min: 0 },
  { name: "enable_safety_checker", kind: "bool" },
];

const complaints = {
  string: "Input should be a valid string",
  float: "Input should be a valid number",
  int: "Input should be a valid integer",
  bool: "Input should be a valid boolean",
} as const;

const isOfKind: Record<InputRule["kind"], (value: unknown) => boolean> = {
  string: (value) => typeof value === "string",
  float: (value) => typeof value === "number",
  int: (value) => Number.isInteger(value),
  bool: (value) => typeof value === "boolean",
};

/** Everything that the model would complain about in this input; empty when it is good. */
export function complaintsAbout(input: unknown): ErrorDetail[] {
  const values = isRecord(input) ? input : {};
  return inputRules.flatMap((rule) => complaintsOf(rule, values[rule.name], values));
}

function complaintsOf(rule: InputRule, value: unknown, input: unknown): ErrorDetail[] {
  const loc = ["body", rule.name];
  if (value === undefined) {
    return rule.required ? [{ loc, msg: "Field required", type: "missing", input }] : [];
  }
  if (value === null && rule.nullable) {
    return [];
  }
  if (!isOfKind[rule.kind](value)) {
    const type: ModelErrorType = `${rule.kind}_type`;
    return [{ loc, msg: complaints[rule.kind], type, input: value }];
  }
  return typeof value === "number" ? limitComplaints(rule, value) : [];
}

function limitComplaints({ name, min, max }: InputRule, value: number): ErrorDetail[] {
  const common = { loc: ["body", name], input: value };
  if (min !== undefined && value < min) {
    const msg = `Input should be greater than or equal to ${min}`;
    return [{ ...common, msg, type: "greater_than_equal", ctx: { ge: min } }];
  }
  if (max !== undefined && value > max) {
    const msg = `Input should be less than or equal to ${max}`;
    return [{ ...common, msg, type: "less_than_equal", ctx: { le: max } }];
  }
  return [];
}
