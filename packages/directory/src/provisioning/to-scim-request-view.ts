import type { ScimRequestDetailRow, ScimRequestRow } from '@rollcall/db'
import {
  scimRequestDetail,
  type ScimRequestDetail,
  scimRequestView,
  type ScimRequestView,
} from '@rollcall/vocabulary'

export function toScimRequestView(row: ScimRequestRow): ScimRequestView {
  return scimRequestView.parse({ ...row, at: row.at.toISOString() })
}

export function toScimRequestDetail(row: ScimRequestDetailRow): ScimRequestDetail {
  return scimRequestDetail.parse({ ...row, at: row.at.toISOString() })
}
