import { ActionIcon, Button, Menu, Text, Tooltip } from '@mantine/core'
import { ConfirmDialog, CopyButton, RelativeTime, StatusBadge } from '@rollcall/ui'
import { Plus, Shield, ShieldCheck, Trash2, Wallet } from 'lucide-react'
import { useState } from 'react'
import type { DemoWallet } from './use-demo-wallet.ts'
import classes from './wallet-list.module.css'
import type { StoredWallet } from './wallet-store.ts'

/** Every identity of this browser, and the way to make another. */
export function WalletList({ wallet }: { wallet: DemoWallet }) {
  return (
    <section aria-label="Wallets">
      <div className={classes.head}>
        <h2 className={classes.title}>Wallets</h2>
        <NewWallet wallet={wallet} />
      </div>
      {wallet.wallets.length === 0 ? (
        <Text size="sm" c="dimmed">
          This browser holds no wallet. Make one to answer a request.
        </Text>
      ) : (
        <ul className={classes.list}>
          {wallet.wallets.map((one) => (
            <WalletRow key={one.id} wallet={one} onDelete={() => wallet.remove(one.id)} />
          ))}
        </ul>
      )}
    </section>
  )
}

function NewWallet({ wallet }: { wallet: DemoWallet }) {
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="default" size="compact-sm" leftSection={<Plus size={15} aria-hidden />}>
          New wallet
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<Shield size={16} aria-hidden />} onClick={() => wallet.add('ed25519')}>
          Usual (Ed25519)
        </Menu.Item>
        <Menu.Item leftSection={<ShieldCheck size={16} aria-hidden />} onClick={() => wallet.add('hybrid')}>
          Post-quantum (Ed25519 and ML-DSA-87)
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}

function WalletRow({ wallet, onDelete }: { wallet: StoredWallet; onDelete: () => void }) {
  return (
    <li className={classes.row}>
      <span className={classes.icon}>
        <Wallet size={18} aria-hidden />
      </span>
      <div className={classes.words}>
        <div className={classes.name}>
          {wallet.name}
          {wallet.algorithm === 'hybrid' ? (
            <StatusBadge tone="info" icon={ShieldCheck}>
              Post-quantum
            </StatusBadge>
          ) : null}
        </div>
        <p className={classes.fingerprint}>{wallet.fingerprint}</p>
        <Text size="xs" c="dimmed">
          {wallet.usedAt ? (
            <>
              Last used <RelativeTime value={wallet.usedAt} />
            </>
          ) : (
            'Not used yet'
          )}
        </Text>
      </div>
      <CopyButton value={wallet.fingerprint} label={`Copy fingerprint of ${wallet.name}`} />
      <DeleteWallet wallet={wallet} onDelete={onDelete} />
    </li>
  )
}

function DeleteWallet({ wallet, onDelete }: { wallet: StoredWallet; onDelete: () => void }) {
  const [asking, setAsking] = useState(false)
  return (
    <>
      <Tooltip label={`Delete ${wallet.name}`}>
        <ActionIcon size={28} aria-label={`Delete ${wallet.name}`} onClick={() => setAsking(true)}>
          <Trash2 size={15} aria-hidden />
        </ActionIcon>
      </Tooltip>
      <ConfirmDialog
        opened={asking}
        onClose={() => setAsking(false)}
        onConfirm={onDelete}
        title={`Delete ${wallet.name}?`}
        confirmLabel="Delete wallet"
        losses={
          wallet.usedAt ? ['The account it was bound to cannot be entered with a wallet any more.'] : []
        }
      >
        Its keys exist in this browser only.
      </ConfirmDialog>
    </>
  )
}
