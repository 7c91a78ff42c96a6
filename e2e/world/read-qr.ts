import jsQR from 'jsqr'
import { PNG } from 'pngjs'

/** White around the code, in pixels: a tight screenshot cuts off the quiet zone that readers look for. */
const MARGIN = 24
/** A dense code on a screen of ordinary resolution has few pixels for each of its squares. */
const SCALES = [1, 2, 3]

/** The text of the QR in a screenshot. Throws when there is none; light on dark is none, because not every phone reads it. */
export function readQr(png: Uint8Array): string {
  const image = PNG.sync.read(Buffer.from(png))
  for (const scale of SCALES) {
    const { data, width, height } = enlarge(image, scale)
    const found = jsQR(data, width, height, { inversionAttempts: 'dontInvert' })
    if (found) return found.data
  }
  throw new Error(`No QR can be read in this picture of ${image.width} by ${image.height} pixels.`)
}

interface Picture {
  /** Red, green, blue and opacity of each pixel, row by row. */
  readonly data: Uint8ClampedArray
  readonly width: number
  readonly height: number
}

/** The picture with every pixel repeated, on white. */
function enlarge(image: PNG, scale: number): Picture {
  const width = image.width * scale + 2 * MARGIN
  const height = image.height * scale + 2 * MARGIN
  const data = new Uint8ClampedArray(width * height * 4).fill(255)
  for (let y = 0; y < image.height * scale; y++) {
    for (let x = 0; x < image.width * scale; x++) {
      const from = (Math.floor(y / scale) * image.width + Math.floor(x / scale)) * 4
      const to = ((y + MARGIN) * width + x + MARGIN) * 4
      data.set(image.data.subarray(from, from + 4), to)
    }
  }
  return { data, width, height }
}
