import { accessSync, constants, readFileSync } from "node:fs";
import { delimiter, resolve } from "node:path";
import { mustRun } from "./command.ts";

/** A program from the machine itself, the names it goes by, and the Debian package that has it; or a folder, by its path. */
interface Need {
  readonly programs: readonly string[];
  readonly debianPackage: string;
  readonly purpose: string;
}

const chromium: Need = {
  programs: ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"],
  debianPackage: "chromium",
  purpose: "to show VS Code",
};

const compilers: readonly Need[] = [
  { programs: ["python3"], debianPackage: "python3", purpose: "to build native modules" },
  { programs: ["make"], debianPackage: "make", purpose: "to build native modules" },
  { programs: ["g++"], debianPackage: "g++", purpose: "to build native modules" },
];

const sourceControl: Need = {
  programs: ["git"],
  debianPackage: "git",
  purpose: "for VS Code's Source Control",
};

/** The versions that the committed kernel was built with: another one gives other bytes. */
const wasmCompilers: readonly Need[] = [
  { programs: ["clang-16"], debianPackage: "clang-16", purpose: "to build the kernel" },
  { programs: ["wasm-ld-16"], debianPackage: "lld-16", purpose: "to build the kernel" },
];

const exifTool: Need = {
  programs: ["exiftool"],
  debianPackage: "libimage-exiftool-perl",
  purpose: "to check metadata",
};

/** Where Debian has the pictures with which Go's decoders are tested: PNG and JPEG, WebP. */
export const goPictures = [
  "/usr/share/go/src/image",
  "/usr/share/gocode/src/golang.org/x/image/testdata",
] as const;

const pillow: Need = {
  programs: ["/usr/lib/python3/dist-packages/PIL"],
  debianPackage: "python3-pil",
  purpose: "to compare PNG files",
};

const decoderFiles: readonly Need[] = [
  { programs: [goPictures[0]], debianPackage: "golang-src", purpose: "to check decoders" },
  {
    programs: [goPictures[1]],
    debianPackage: "golang-golang-x-image-dev",
    purpose: "to check decoders",
  },
];

/** The browser that shows VS Code: `CHROMIUM` from the environment, else the first one on `PATH`. */
export function chromiumPath(): string | undefined {
  return process.env["CHROMIUM"] ?? findProgram(chromium);
}

/** Makes sure that a Chromium is here. Errors: as `installMissing`. */
export function ensureChromium(): Promise<void> {
  return inTurn(() => (chromiumPath() ? Promise.resolve() : installMissing([chromium])));
}

/** Makes sure that VS Code's Git extension finds Git. Errors: as `installMissing`. */
export function ensureGit(): Promise<void> {
  return inTurn(() => installMissing([sourceControl]));
}

/** Makes sure that native modules can be built. Errors: as `installMissing`. */
export function ensureCompilers(): Promise<void> {
  return inTurn(() => installMissing(compilers));
}

/** Makes sure that the kernel can be built. Errors: as `installMissing`. */
export function ensureWasmCompilers(): Promise<void> {
  return inTurn(() => installMissing(wasmCompilers));
}

/** Makes sure that ExifTool is here. Errors: as `installMissing`. */
export function ensureExifTool(): Promise<void> {
  return inTurn(() => installMissing([exifTool]));
}

/** Makes sure that Debian's python3 has Pillow. Errors: as `installMissing`. */
export function ensurePillow(): Promise<void> {
  return inTurn(() => installMissing([pillow]));
}

/** Makes sure that `goPictures` are here. Errors: as `installMissing`. */
export function ensureDecoderFiles(): Promise<void> {
  return inTurn(() => installMissing(decoderFiles));
}

let lastTurn: Promise<unknown> = Promise.resolve();

/** Two hosts are installed at the same time, but apt-get cannot run twice. */
function inTurn(task: () => Promise<void>): Promise<void> {
  const turn = lastTurn.then(task);
  lastTurn = turn.catch(() => {});
  return turn;
}

/**
 * Installs what is missing with apt-get where that is possible. Errors: on another system or without
 * root, one that names what is missing and the command that installs it.
 */
async function installMissing(needs: readonly Need[]): Promise<void> {
  const missing = needs.filter((need) => !findProgram(need));
  if (missing.length === 0) {
    return;
  }
  const packages = missing.map(({ debianPackage }) => debianPackage);
  if (!isDebian() || process.getuid?.() !== 0) {
    const list = missing.map(({ programs, purpose }) => `${programs[0]} (${purpose})`).join(", ");
    throw new Error(
      `Missing on this machine: ${list}. Install with your system's packages and run this again; ` +
        `on Debian: sudo apt-get install --no-install-recommends ${packages.join(" ")}`,
    );
  }
  console.log(`apt-get install ${packages.join(" ")} …`);
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  // Somebody else on this machine may be installing: seconds.
  const patient = ["-qq", "-o", "DPkg::Lock::Timeout=300"];
  await mustRun("apt-get", [...patient, "update"], { env });
  const install = [...patient, "-y", "--no-install-recommends", "install", ...packages];
  await mustRun("apt-get", install, { env });
  const stillMissing = missing.filter((need) => !findProgram(need));
  if (stillMissing.length > 0) {
    const names = stillMissing.map(({ programs }) => programs.join(" or "));
    throw new Error(`apt-get installed ${packages.join(" ")}, but PATH has no ${names.join(", ")}`);
  }
}

function findProgram({ programs }: Need): string | undefined {
  const folders = (process.env["PATH"] ?? "").split(delimiter).filter((folder) => folder !== "");
  return programs
    .flatMap((name) => folders.map((folder) => resolve(folder, name)))
    .find(isExecutable);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function isDebian(): boolean {
  try {
    return /^ID=debian$/m.test(readFileSync("/etc/os-release", "utf8"));
  } catch {
    return false;
  }
}
