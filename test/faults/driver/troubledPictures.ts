import type { EncodedImage } from "../../../src/core/encodedImage.ts";
import type { FinishOptions } from "../../../src/core/finishOptions.ts";
import type { ResultImage } from "../../../src/core/resultImage.ts";
import type { LoadAsset } from "../../../src/pictures/assets.ts";
import { inThisThread } from "../../../src/worker/inThisThread.ts";
import { PicturePool } from "../../../src/worker/pool.ts";
import { PooledFinisher } from "../../../src/worker/pooledFinisher.ts";
import { loadAsset } from "../../support/assets.ts";
import type { Troubles } from "./troubles.ts";

/** The extension's finisher, in this thread: faults of codecs have tests of their own. */
export class TroubledPictures extends PooledFinisher {
  readonly #troubles: Troubles;

  constructor(troubles: Troubles) {
    super(new PicturePool(1, async () => inThisThread(troubledLoad(troubles))));
    this.#troubles = troubles;
  }

  override async finish<Image extends ResultImage>(
    result: Image,
    source: EncodedImage,
    options: FinishOptions,
    signal: AbortSignal,
  ) {
    this.#troubles.meet("finish", "before");
    const finished = await super.finish(result, source, options, signal);
    this.#troubles.meet("finish", "after");
    return finished;
  }
}

/** The network is needed when source and result are decoded and nothing is put together yet. */
const troubledLoad =
  (troubles: Troubles): LoadAsset =>
  (name) => {
    if (name === "standard.weights") {
      troubles.meet("finish", "middle");
    }
    return loadAsset(name);
  };
