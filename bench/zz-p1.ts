import { execSync } from 'node:child_process'
import fs from 'node:fs'
import { openWorkbench } from './workbench.ts'
import { readOptions } from './options.ts'
import { startScimServer } from './scim-server.ts'
import { createUser, findUser, patchActive, addMember } from './scim-operations.ts'
import { putLoad } from './http-load.ts'
import { seededRandom } from './random.ts'
const db = { name: '' }
function cpu() { const r: Record<string, number> = {}
  for (const d of fs.readdirSync('/proc')) { if (!/^\d+$/.test(d)) continue
    try { const cmd = fs.readFileSync(`/proc/${d}/cmdline`, 'utf8').replaceAll('\0', ' '); const t = fs.readFileSync(`/proc/${d}/stat`, 'utf8'); const f = t.slice(t.lastIndexOf(')') + 2).split(' '); const ms = (Number(f[11]) + Number(f[12])) * 10
      let k = ''
      if (cmd.startsWith('postgres: ')) { k = cmd.includes(db.name) ? 'be' : 'pgother'; const ns = Number(fs.readFileSync(`/proc/${d}/schedstat`, 'utf8').split(' ')[0]) / 1e6; r[k] = (r[k] ?? 0) + ns; continue }
      if (children.includes(Number(d))) k = cmd.includes('bare-process') ? 'bare' : 'ours'
      else if (Number(d) === process.pid) k = 'self'
      if (k) r[k] = (r[k] ?? 0) + ms } catch {} }
  return r }
const o = readOptions(['--people','5000','--engine','postgres'], process.env)
const b = await openWorkbench('postgres', o)
const s = await startScimServer(b, { people: 6000, groupSizes: [10] })
const children = execSync(`pgrep -P ${process.pid}`).toString().trim().split('\n').map(Number)
db.name = execSync(`for p in $(pgrep -f 'postgres: .*rollcall_bench_'); do tr '\\0' ' ' < /proc/$p/cmdline | grep -o 'rollcall_bench_[0-9a-f]*'; done | sort | uniq -c | sort -rn | head -1 | awk '{print $2}'`, { shell: '/bin/bash' }).toString().trim().slice(0, 40)
const ops = { miss: findUser(s,{hit:false,people:5000,random:seededRandom(3)}), hit: findUser(s,{hit:true,people:5000,random:seededRandom(3)}), create: createUser(s), patch: patchActive(s,{people:5000}), member: addMember(s,{group: s.tenant.groups.get(10)!, people: 6000, size: 10}) }
const n = Number(process.env.N ?? 2000)
const show = (a: any, z: any, div: number) => Object.keys(z).filter((k) => z[k] - (a[k] ?? 0) > 0).map((k) => `${k} ${((z[k] - (a[k] ?? 0)) / div).toFixed(3)}`).join(' ')
if (process.env.IDLE) { await new Promise((r) => setTimeout(r, 1500)); const a = cpu(); await new Promise((r) => setTimeout(r, 3000)); console.log('idle ms/s', show(a, cpu(), 3)) }
for (const name of (process.env.OPS ?? 'miss').split(',')) {
  const op = (ops as any)[name]
  for (const c of (process.env.C ?? '1,16').split(',').map(Number)) {
    await putLoad(op.bare, { requests: 1000, concurrency: c, expected: op.bareExpected })
    await putLoad(op.ours, { requests: 1500, concurrency: c, expected: op.oursExpected })
    const br = [], or = [], m: Record<string, number> = {}
    for (let k = 0; k < Number(process.env.R ?? 5); k++) {
      const c0 = cpu(); const bare = await putLoad(op.bare, { requests: n, concurrency: c, expected: op.bareExpected })
      const c1 = cpu(); const ours = await putLoad(op.ours, { requests: n, concurrency: c, expected: op.oursExpected })
      const c2 = cpu(); br.push(bare.rate); or.push(ours.rate)
      const note = (key: string, v: number) => { m[key] = Math.min(m[key] ?? 9, Math.round(v * 1000) / 1000) }
      note('bare.pg', (c1.be! - c0.be!) / n); note('bare.node', (c1.bare! - c0.bare!) / n); note('bare.client', (c1.self! - c0.self!) / n)
      note('ours.pg', (c2.be! - c1.be!) / n); note('ours.node', (c2.ours! - c1.ours!) / n); note('ours.client', (c2.self! - c1.self!) / n)
    }
    console.log('  min', JSON.stringify(m))
    console.log(name, c, 'bare', br.map(Math.round).join(','), 'ours', or.map(Math.round).join(','), (Math.max(...or) / Math.max(...br)).toFixed(2))
  }
}
await s.stop(); await b.close()
