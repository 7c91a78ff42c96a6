import './theme/base.css'

export { UiProvider, type UiProviderProps } from './theme/ui-provider.tsx'
export { isBrowserClick, UiLink, useNavigate, type Navigate, type UiLinkProps } from './theme/ui-link.tsx'
export { theme } from './theme/theme.ts'
export { cssVariablesResolver } from './theme/css-variables.ts'
export type { Tone } from './theme/palette.ts'

export { AppFrame, type AppFrameProps, type Brand } from './frame/app-frame.tsx'
export type { NavItem, NavSection } from './frame/app-nav.tsx'
export { SearchButton, type SearchButtonProps } from './frame/search-button.tsx'
export { ThemeSwitch } from './frame/theme-switch.tsx'
export { UserMenu, type UserMenuProps } from './frame/user-menu.tsx'

export { CardGrid, Page, type PageProps } from './page/page.tsx'
export { PageHeader, type Breadcrumb, type PageHeaderProps } from './page/page-header.tsx'
export { Panel, Section, type PanelProps, type SectionProps } from './page/panel.tsx'
export { StatCard, type StatCardProps } from './page/stat-card.tsx'
export { EmptyState, type EmptyStateProps } from './page/empty-state.tsx'
export { ErrorState, type ErrorStateProps } from './page/error-state.tsx'
export { ForbiddenState, type ForbiddenStateProps } from './page/forbidden-state.tsx'
export { NotFoundState, type NotFoundStateProps } from './page/not-found-state.tsx'
export {
  PageSkeleton,
  TableSkeleton,
  type PageSkeletonProps,
  type TableSkeletonProps,
} from './page/skeletons.tsx'

export { DataTable, type DataTableProps } from './table/data-table.tsx'
export { VirtualTable, type VirtualTableProps } from './table/virtual-table.tsx'
export { MobileRow, type MobileRowProps } from './table/mobile-list.tsx'
export type { DataColumn, SortState } from './table/column.ts'
export type { RowSelection } from './table/selection.ts'
export type { Pager } from './table/table-footer.tsx'

export { ConfirmDialog, type ConfirmDialogProps, type ReasonField } from './form/confirm-dialog.tsx'
export { DensitySwitch, type Density, type DensitySwitchProps } from './form/density-switch.tsx'
export { DisabledReason, type DisabledReasonProps } from './form/disabled-reason.tsx'
export { FilterSelect, type FilterOption, type FilterSelectProps } from './form/filter-select.tsx'
export { FormActions, FormSection, type FormSectionProps } from './form/form-section.tsx'
export { LinkButton, type LinkButtonProps } from './form/link-button.tsx'
export { SearchField, type SearchFieldProps } from './form/search-field.tsx'
export { SecretField, type SecretFieldProps } from './form/secret-field.tsx'

export { CountTabs, SegmentedTabs, type TabLink, type TabLinksProps } from './nav/count-tabs.tsx'
export { StepperHeader, type Step, type StepperHeaderProps, type StepState } from './nav/stepper-header.tsx'

export { Callout, type CalloutProps } from './status/callout.tsx'
export { CheckList, CheckRow, type CheckRowProps, type CheckStatus } from './status/check-list.tsx'
export { CodeBlock, type CodeBlockProps } from './status/code-block.tsx'
export { Details, type DetailsProps } from './status/details.tsx'
export { ProgressPanel, type ProgressCount, type ProgressPanelProps } from './status/progress-panel.tsx'
export { showToast, type Toast } from './status/show-toast.tsx'
export { SparkBars, type SparkBarsProps } from './status/spark-bars.tsx'
export { StatusBadge, type StatusBadgeProps } from './status/status-badge.tsx'
export { Timeline, type TimelineItem, type TimelineProps } from './status/timeline.tsx'
export { toneIcons } from './status/tone-icon.tsx'

export { CopyButton, type CopyButtonProps } from './text/copy-button.tsx'
export { CopyField, type CopyFieldProps } from './text/copy-field.tsx'
export { DiffChips, type DiffChipsProps } from './text/diff-chips.tsx'
export { FieldDiff, type FieldDiffProps } from './text/field-diff.tsx'
export { formatCount, formatDuration, formatExactTime, formatRelativeTime } from './text/format.ts'
export { Kbd, modifierKey } from './text/kbd.tsx'
export { KeyValueList, type KeyValue, type KeyValueListProps } from './text/key-value-list.tsx'
export { MiddleTruncate, type MiddleTruncateProps } from './text/middle-truncate.tsx'
export {
  PersonAvatar,
  PersonCell,
  type PersonAvatarProps,
  type PersonCellProps,
} from './text/person-cell.tsx'
export { RelativeTime, type RelativeTimeProps } from './text/relative-time.tsx'
