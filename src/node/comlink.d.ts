// Comlink has types for its Node adapter, but not under the name that can be imported.
declare module "comlink/dist/esm/node-adapter.mjs" {
  export { default } from "comlink/dist/esm/node-adapter";
}
