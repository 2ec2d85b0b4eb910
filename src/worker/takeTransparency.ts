import { enlargeAlpha } from "../engine/enlargeAlpha.ts";
import type { Pace } from "../engine/enlargeAlpha.ts";
import type { Network, NetworkName } from "../engine/network/network.ts";
import { correctEdges } from "../pictures/edgeColours.ts";
import { quiet } from "../pictures/quiet.ts";
import type { Raster } from "../pictures/raster.ts";

/** What transparency is enlarged with. */
export interface AlphaTools {
  readonly network: (name: NetworkName) => Promise<Network>;
  readonly pace: Pace;
}

/** Pixels of a source, such as an icon, that the better network takes half a second for; the other one takes a twentieth. */
const fewPixels = 256 * 256;

/**
 * Gives the opaque enlargement of a picture the transparency of its `source`, in place, whoever drew it: alpha by
 * the network, colours that fit it at the edges, and nothing where nobody sees.
 */
export async function takeTransparency(
  enlarged: Raster,
  source: Raster,
  { network, pace }: AlphaTools,
): Promise<void> {
  const name = source.width * source.height <= fewPixels ? "standard" : "fast";
  await enlargeAlpha(await network(name), source, enlarged, pace);
  await correctEdges(enlarged, source, pace.pause);
  quiet(enlarged);
}
