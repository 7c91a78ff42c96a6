import { useMediaQuery } from '@mantine/hooks'

/** Whether the reader most likely holds the device that the wallet is on. */
export function usePhone(): boolean {
  return (
    useMediaQuery('(pointer: coarse) and (max-width: 48em)', false, { getInitialValueInEffect: false }) ??
    false
  )
}
