// A module for two: a worker of ours imports it, and an extension host that may start none.
export { inThisThread } from "./inThisThread.ts";
export { servePictures } from "./serve.ts";
