import type { Model } from "../../core/model.ts";

/** IPTC's vocabulary "Digital Source Type", whose terms are addresses. */
const vocabulary = "http://cv.iptc.org/newscodes/digitalsourcetype/";

/** Terms that say that a generative model has drawn a picture, all or part of it. */
const isGenerated =
  /\/(trainedAlgorithmicMedia|compositeWithTrainedAlgorithmicMedia|compositeSynthetic)$/;

/**
 * The term that fits a result: Clarity is a generative model that enhances ("Edited using Generative AI"), the
 * others alter without changing the content ("Algorithmically-altered media"). What says of its source that an AI
 * has drawn it holds for the result as well.
 */
export function digitalSourceType(model: Model, ofSource: string | undefined): string {
  if (ofSource !== undefined && isGenerated.test(ofSource)) {
    return ofSource;
  }
  return `${vocabulary}${model === "clarity" ? "compositeWithTrainedAlgorithmicMedia" : "algorithmicallyEnhanced"}`;
}
