import { describe, expect, it } from 'vitest'
import { EnvError, parseEnv } from './env.ts'

describe('parseEnv', () => {
  it('needs nothing for the embedded database', () => {
    const env = parseEnv({})
    expect(env).toMatchObject({ PORT: 4000, DATA_DIR: './data', PROCESS_ROLE: 'all', LOG_LEVEL: 'info' })
    expect(env.PUBLIC_URL).toBe('http://localhost:4000')
    expect(env.DATABASE_URL).toBeUndefined()
  })

  it('reads an empty or blank variable as unset', () => {
    const env = parseEnv({ PORT: '', PUBLIC_URL: '  ', DATABASE_URL: '', OWNER_API_KEY: '', LOG_LEVEL: '' })
    expect(env).toEqual(parseEnv({}))
  })

  it('builds the public address from the port unless one is given', () => {
    expect(parseEnv({ PORT: '8080' }).PUBLIC_URL).toBe('http://localhost:8080')
    expect(parseEnv({ PUBLIC_URL: 'https://Rollcall.Example.org/' }).PUBLIC_URL).toBe(
      'https://rollcall.example.org',
    )
  })

  it('drops slashes at the end of Microsoft addresses', () => {
    const env = parseEnv({
      GRAPH_ROOT: 'https://localhost:9/',
      ENTRA_AUTHORITY_HOST: 'https://localhost:9//',
    })
    expect([env.GRAPH_ROOT, env.ENTRA_AUTHORITY_HOST]).toEqual(['https://localhost:9', 'https://localhost:9'])
  })

  it.each([
    ['PORT', 'eighty'],
    ['PORT', '70000'],
    ['PUBLIC_URL', 'rollcall.example.org'],
    ['PUBLIC_URL', 'https://example.org/rollcall'],
    ['PUBLIC_URL', 'javascript:alert(1)'],
    ['DATABASE_URL', 'mysql://localhost/db'],
    ['OWNER_API_KEY', 'too short'],
    ['PROCESS_ROLE', 'both'],
    ['SCIM_RATE_LIMIT', '-1'],
    ['LOG_LEVEL', 'loud'],
    ['HTTPS_PROXY', 'proxy:3128'],
  ])('refuses %s=%s and names the variable', (name, value) => {
    expect(() => parseEnv({ [name]: value })).toThrow(EnvError)
    expect(() => parseEnv({ [name]: value })).toThrow(new RegExp(`\\b${name}\\b`))
  })

  it('never repeats the value of a secret in its complaint', () => {
    expect(() => parseEnv({ OWNER_API_KEY: 'hunter2-hunter2' })).not.toThrow(/hunter2/)
  })

  it('asks for SECRET_KEY together with DATABASE_URL', () => {
    const DATABASE_URL = 'postgres://localhost/rollcall'
    expect(() => parseEnv({ DATABASE_URL })).toThrow(/SECRET_KEY/)
    expect(parseEnv({ DATABASE_URL, SECRET_KEY: 'abc' }).SECRET_KEY).toBe('abc')
  })

  it('names every variable that is wrong at once', () => {
    expect(() => parseEnv({ PORT: 'x', LOG_LEVEL: 'y' })).toThrow(/PORT.*LOG_LEVEL/)
  })
})
