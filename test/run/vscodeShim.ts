import { dirname, resolve } from "node:path";
import { parseArgs } from "node:util";
import { runInExtensionHost } from "./extensionHost.ts";
import { hostNames, hostPaths } from "./hosts.ts";
import { profileIn } from "./profile.ts";

// Looks like the `code` executable to @vscode/test-electron: takes the flags that it passes, runs
// the tests in a VS Code server and ends with their exit code. Of the environment only what
// `--pass-env` names reaches the extension host.
const boolean = { type: "boolean" } as const;
const string = { type: "string" } as const;
const strings = { type: "string", multiple: true } as const;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    server: string,
    "pass-env": strings,
    "user-data-dir": string,
    "extensions-dir": string,
    extensionDevelopmentPath: strings,
    extensionTestsPath: string,
    // What test-electron always passes. The server host is like that anyway.
    "no-sandbox": boolean,
    "disable-gpu-sandbox": boolean,
    "disable-updates": boolean,
    "skip-welcome": boolean,
    "skip-release-notes": boolean,
    "no-cached-data": boolean,
    "disable-workspace-trust": boolean,
  },
});

function required<T extends string>(value: T | undefined, name: string): T {
  if (value === undefined) {
    throw new Error(`the VS Code server host was started without ${name}`);
  }
  return value;
}

const name = hostNames.find((host) => host === values.server);
const passed = (values["pass-env"] ?? []).map((key) => [key, process.env[key]]);

process.exitCode = await runInExtensionHost({
  host: hostPaths(required(name, "--server")),
  profile: profileIn(dirname(required(values["user-data-dir"], "--user-data-dir"))),
  workspace: resolve(required(positionals[0], "a folder")),
  developmentPaths: values.extensionDevelopmentPath ?? [],
  testsPath: required(values.extensionTestsPath, "--extensionTestsPath"),
  env: Object.fromEntries(passed),
  limitMs: 2_400_000,
});
