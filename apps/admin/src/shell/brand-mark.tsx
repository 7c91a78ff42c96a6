/** The product's mark: a list with a tick. Decorative; the name always stands beside it. */
export function BrandMark({ size = 32 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true">
      <rect width="32" height="32" rx="8" fill="#4f5ce0" />
      <g fill="none" stroke="#fff" strokeWidth="2.6" strokeLinecap="round" strokeLinejoin="round">
        <path d="M9 10.5h8M9 16h6M9 21.5h4" />
        <path d="m17 20.2 3.1 3.1L25 16.6" />
      </g>
    </svg>
  )
}
