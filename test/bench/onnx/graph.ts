import { Message } from "./protobuf.ts";

const elementTypes = { float: 1, int64: 7, float16: 10 } as const;

/** What a node is told beside its inputs; a whole number is an int, `{ float }` any number. */
type Attribute = number | string | readonly number[] | { readonly float: number };

/** An ONNX model in the making; field numbers are those of onnx.proto3, operators those of opset 13. */
export class Graph {
  readonly #graph = new Message();
  #count = 0;

  /** Appends a node and returns the name of its output, by default a new one. */
  node(
    type: string,
    inputs: readonly string[],
    attributes: Readonly<Record<string, Attribute>> = {},
    output = this.#name(type),
  ): string {
    const node = new Message();
    for (const input of inputs) {
      node.text(1, input);
    }
    node.text(2, output).text(3, output).text(4, type);
    for (const [name, value] of Object.entries(attributes)) {
      node.message(5, attribute(name, value));
    }
    this.#graph.message(1, node);
    return output;
  }

  /** Appends 32-bit floats. */
  floats(shape: readonly number[], values: Uint8Array): string {
    return this.#tensor("float", shape, values);
  }

  /** Appends 16-bit floats; what is returned is the name of the same as 32-bit floats. */
  halves(shape: readonly number[], values: Uint8Array): string {
    const halves = this.#tensor("float16", shape, values);
    return this.node("Cast", [halves], { to: elementTypes.float });
  }

  /** Appends 64-bit whole numbers. */
  integers(values: readonly number[]): string {
    const bytes = new Uint8Array(BigInt64Array.from(values.map(BigInt)).buffer);
    return this.#tensor("int64", [values.length], bytes);
  }

  /** The model: from `input`, [1, 3, height, width], to `output`, both red, green and blue of 0 to 1. */
  model(): Uint8Array {
    this.#graph.text(2, "network");
    this.#graph.message(11, picture("input", ["height", "width"]));
    this.#graph.message(12, picture("output", ["height2", "width2"]));
    const operators = new Message().text(1, "").int(2, 13);
    return new Message().int(1, 7).message(8, operators).message(7, this.#graph).encoded();
  }

  #tensor(type: keyof typeof elementTypes, shape: readonly number[], bytes: Uint8Array): string {
    const name = this.#name(type);
    const tensor = new Message();
    for (const length of shape) {
      tensor.int(1, length);
    }
    this.#graph.message(5, tensor.int(2, elementTypes[type]).text(8, name).bytes(9, bytes));
    return name;
  }

  #name(kind: string): string {
    this.#count += 1;
    return `${kind}${this.#count}`;
  }
}

function attribute(name: string, value: Attribute): Message {
  const message = new Message().text(1, name);
  if (typeof value === "string") {
    return message.text(4, value).int(20, 3);
  }
  if (typeof value === "number") {
    return message.int(3, value).int(20, 2);
  }
  if ("float" in value) {
    return message.float(2, value.float).int(20, 1);
  }
  for (const item of value) {
    message.int(8, item);
  }
  return message.int(20, 7);
}

function picture(name: string, sides: readonly string[]): Message {
  const shape = new Message();
  for (const length of [1, 3]) {
    shape.message(1, new Message().int(1, length));
  }
  for (const side of sides) {
    shape.message(1, new Message().text(2, side));
  }
  const tensor = new Message().int(1, elementTypes.float).message(2, shape);
  return new Message().text(1, name).message(2, new Message().message(1, tensor));
}
