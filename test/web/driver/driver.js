"use strict";

const vscode = require("vscode");

exports.activate = () => {
  // What tsx puts around functions with names, which the tests send here as text.
  globalThis.__name = (named) => named;
  globalThis.vscodeForTests = vscode;
};
