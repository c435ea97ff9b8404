/** Says a place inside the disks in a language; what is no place of ours stays what it is. */
import { readPlace, type Place } from '../contract/volume-names.ts';

export function placeText(text: string, say: (place: Place) => string): string {
  const place = readPlace(text);
  return place === undefined ? text : say(place);
}
