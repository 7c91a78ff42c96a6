import { useElementSize } from '@mantine/hooks'
import { QRCodeSVG } from 'qrcode.react'
import { useState, type ReactNode } from 'react'
import classes from './qr-plate.module.css'
import { toCrispSize } from './crisp-size.ts'

/** The light margin that readers need around a code. */
const QUIET_MODULES = 4

export interface QrPlateProps {
  /** What the code says; null leaves the plate empty. */
  text: string | null
  /** What lies over the code when it is not to be scanned now. */
  cover?: ReactNode
}

/** A QR on a light plate in both themes, because many cameras do not read inverted ones. */
export function QrPlate({ text, cover }: QrPlateProps) {
  const { ref, width } = useElementSize()
  const [modules, setModules] = useState(0)
  return (
    <div className={classes.plate} data-covered={cover ? true : undefined}>
      <div ref={ref} className={classes.place}>
        {text === null ? null : (
          <QRCodeSVG
            ref={(svg) => setModules(svg?.viewBox.baseVal.width ?? 0)}
            className={classes.code}
            value={text}
            level="M"
            size={toCrispSize(width, modules, window.devicePixelRatio)}
            marginSize={QUIET_MODULES}
            title="QR code for the Vaultys wallet"
            aria-hidden={cover ? true : undefined}
          />
        )}
      </div>
      {cover ? <div className={classes.cover}>{cover}</div> : null}
    </div>
  )
}
