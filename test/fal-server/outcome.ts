/** What the result request of a finished job answers, and what its status then says. */
export interface Outcome {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Only of a failure: fal has no FAILED status, but COMPLETED with these two (fal queue docs). */
  readonly error?: string;
  readonly errorType?: string;
}

/** Names of fal's model errors, from fal's error documentation, with their HTTP status. */
const modelErrorStatus = {
  internal_server_error: 500,
  generation_timeout: 504,
  downstream_service_error: 400,
  downstream_service_unavailable: 500,
  content_policy_violation: 422,
  no_media_generated: 422,
  image_load_error: 422,
  file_download_error: 422,
  image_too_small: 422,
  image_too_large: 422,
  file_too_large: 422,
  unsupported_image_format: 422,
  missing: 422,
  string_type: 422,
  float_type: 422,
  int_type: 422,
  bool_type: 422,
  greater_than_equal: 422,
  less_than_equal: 422,
} as const;

export type ModelErrorType = keyof typeof modelErrorStatus;

/** Names of fal's request errors, from fal's documentation, with their HTTP status. */
const platformErrorStatus = {
  request_timeout: 504,
  startup_timeout: 504,
  runner_scheduling_failure: 503,
  runner_connection_timeout: 503,
  runner_disconnected: 503,
  runner_connection_refused: 503,
  runner_connection_error: 503,
  runner_incomplete_response: 502,
  runner_server_error: 500,
  internal_error: 500,
  client_disconnected: 499,
  client_cancelled: 499,
  bad_request: 400,
} as const;

export type PlatformErrorType = keyof typeof platformErrorStatus;

/** One complaint of a model about its input. */
export interface ErrorDetail {
  readonly loc: readonly (string | number)[];
  readonly msg: string;
  readonly type: ModelErrorType;
  readonly ctx?: Readonly<Record<string, unknown>>;
  readonly input?: unknown;
}

/**
 * fal's migrated form; pydantic-v1, as endpoints answer that were not migrated; or a plain
 * string, as fal's Python toolkit raises it.
 */
export type ErrorStyle = "fal" | "pydanticV1" | "string";

const pydanticV1Types: Partial<Record<ModelErrorType, string>> = {
  missing: "value_error.missing",
  greater_than_equal: "value_error.number.not_ge",
  less_than_equal: "value_error.number.not_le",
  string_type: "type_error.str",
  float_type: "type_error.float",
  int_type: "type_error.integer",
  bool_type: "value_error.strictbool",
};

function styled(details: readonly ErrorDetail[], style: ErrorStyle): unknown {
  switch (style) {
    case "fal":
      return details.map((each) => ({ ...each, url: `https://docs.fal.ai/errors#${each.type}` }));
    case "pydanticV1":
      return details.map(({ loc, msg, type, ctx }) => ({
        loc,
        msg: type === "missing" ? "field required" : msg,
        type: pydanticV1Types[type] ?? "value_error",
        ...(ctx && { ctx }),
      }));
    case "string":
      return details.map(({ msg }) => msg).join("\n");
  }
}

/** The answer of a model that refuses its input, all complaints at once. */
export function rejection(details: readonly ErrorDetail[], style: ErrorStyle = "fal"): Outcome {
  const type = details[0]?.type ?? "internal_server_error";
  const status = modelErrorStatus[type];
  return {
    status,
    body: { detail: styled(details, style) },
    headers: { "x-fal-retryable": String(status >= 500) },
    error: `Invalid status code: ${status}`,
    errorType: type,
  };
}

/** The answer of a model that fails for one reason, such as `content_policy_violation`. */
export function modelError(type: ModelErrorType, msg: string): Outcome {
  return rejection([{ loc: ["body"], msg, type }]);
}

/** The answer of fal itself when a request does not get through a model. */
export function platformError(type: PlatformErrorType, detail: string): Outcome {
  return {
    status: platformErrorStatus[type],
    body: { detail, error_type: type },
    headers: { "x-fal-error-type": type },
    error: detail,
    errorType: type,
  };
}
