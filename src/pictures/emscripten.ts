import { withImageData } from "./imageData.ts";

interface Settings {
  readonly noInitialRun: boolean;
  readonly locateFile: (file: string) => string;
  readonly print: (message: string) => void;
  readonly printErr: (message: string) => void;
  readonly instantiateWasm: (
    imports: WebAssembly.Imports,
    done: (instance: WebAssembly.Instance) => void,
  ) => WebAssembly.Exports;
}

/** What Emscripten's own code exports: makes a codec around an instance of its module. */
export type CodecFactory<Codec> = (settings: Settings) => Promise<Codec>;

/**
 * A codec with a memory of its own; what it complains about is added to `messages`. Meant for one
 * picture: the memory never shrinks, and a codec that met an error is in no state to go on.
 */
export function newCodec<Codec>(
  factory: CodecFactory<Codec>,
  module: WebAssembly.Module,
  messages: string[],
): Promise<Codec> {
  const print = (message: string) => void messages.push(message);
  return withImageData(() =>
    factory({
      noInitialRun: true,
      // The default asks for the script's own address, which a bundle in a blob does not have.
      locateFile: (file) => file,
      print,
      printErr: print,
      instantiateWasm: (imports, done) => {
        const instance = new WebAssembly.Instance(module, imports);
        done(instance);
        return instance.exports;
      },
    }),
  );
}
