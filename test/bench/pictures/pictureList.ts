/** What a picture shows; scores are averaged within a class. */
export type PictureClass = "photo" | "illustration" | "text";

/** The classes in the order of the tables. */
export const pictureClasses: readonly PictureClass[] = ["photo", "illustration", "text"];

/** A picture from a file of a Debian package. */
export interface DebianPicture {
  readonly name: string;
  readonly class: PictureClass;
  readonly debianPackage: string;
  /** Inside the package. */
  readonly file: string;
  /** Big ones are made this many times smaller first, which removes what JPEG left in them. */
  readonly shrink: number;
}

const photo = "photo";
const illustration = "illustration";

const skimage = from("python3-skimage", "usr/lib/python3/dist-packages/skimage/data/", 1);
const plasma = from("plasma-workspace-wallpapers", "usr/share/wallpapers/", 2);
const mate = from("mate-backgrounds", "usr/share/backgrounds/mate/", 2);
const ukui = from("ukui-wallpapers", "usr/share/backgrounds/", 2);
const lomiri = from("lomiri-wallpapers-20.04", "usr/share/backgrounds/", 2);

/** The pictures that come from Debian. The licences are in each package's copyright file. */
export const debianPictures: readonly DebianPicture[] = [
  skimage(photo, "astronaut", "astronaut.png"),
  skimage(photo, "coffee", "coffee.png"),
  skimage(photo, "chelsea", "chelsea.png"),
  skimage(photo, "motorcycle", "motorcycle_left.png"),
  plasma(photo, "bythewater", "BytheWater/contents/images/2560x1600.jpg"),
  plasma(photo, "cups", "ColorfulCups/contents/images/2560x1600.jpg"),
  plasma(photo, "fallenleaf", "FallenLeaf/contents/images/2560x1600.jpg"),
  plasma(photo, "path", "Path/contents/images/2560x1600.jpg"),
  plasma(photo, "onestandsout", "OneStandsOut/contents/images/2560x1600.jpg"),
  mate(photo, "ladybird", "nature/LadyBird.jpg"),
  mate(photo, "dune", "nature/Dune.jpg"),
  mate(photo, "twowings", "nature/TwoWings.jpg"),
  mate(photo, "blinds", "nature/Blinds.jpg"),
  mate(photo, "garden", "nature/Garden.jpg"),
  ukui(illustration, "goldfish", "goldfish.png"),
  ukui(illustration, "focal", "focal-ubuntukylin.png"),
  plasma(illustration, "autumn", "Autumn/contents/images/2560x1600.jpg"),
  plasma(illustration, "canopee", "Canopee/contents/images/3840x2160.png"),
  plasma(illustration, "konqui", "FlyingKonqui/contents/images/2560x1600.png"),
  plasma(illustration, "safelanding", "SafeLanding/contents/images/5120x2880.jpg", 3),
  plasma(illustration, "patak", "Patak/contents/images/5120x2880.png", 3),
  plasma(illustration, "kokkini", "Kokkini/contents/images/3840x2160.png"),
  plasma(illustration, "altai", "Altai/contents/images/5120x2880.png", 3),
  mate(illustration, "elephants", "abstract/Elephants_3840x2160.jpg"),
  lomiri(illustration, "painting", "Painting-Colors_by__herobrine7gamer.jpg"),
  skimage("text", "page", "page.png"),
];

function from(debianPackage: string, folder: string, usualShrink: number) {
  return (
    pictureClass: PictureClass,
    name: string,
    file: string,
    shrink = usualShrink,
  ): DebianPicture => ({ name, class: pictureClass, debianPackage, file: folder + file, shrink });
}
