import { configureGlobal } from "fast-check";

// Loaded before every test file: generated cases are the same ones in every run. Others with FC_SEED.
configureGlobal({ seed: Number(process.env["FC_SEED"] ?? 20_261_122) });
