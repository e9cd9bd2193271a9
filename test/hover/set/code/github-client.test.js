const { describe, it, afterEach } = require('node:test')
const assert = require('node:assert')
const nock = require('nock')
const axios = require('axios')
const { fetchReleases } = require('./api-client')

const persistent = nock('https://api.github.com')
  .persist()
  .matchHeader('accept', 'application/vnd.github+json')
  .get('/rate_limit')
  .reply(200, { rate: { remaining: 4999 } })

describe('releases', () => {
  afterEach(() => {
    persistent.persist(false)
    nock.restore()
  })

  it('reads a page', async () => {
    const scope = nock('https://api.github.com')
    scope.get('/repos/acme/app/releases').replyWithError('socket hang up')

    await assert.rejects(() => fetchReleases('acme', 'app'))
    scope.done()
  })

  it('goes through axios', async () => {
    nock.back.fixtures = __dirname + '/fixtures'
    const { data, status } = await axios.get('https://api.github.com/rate_limit')
    assert.strictEqual(status, 200)
    assert.ok(data.rate.remaining > 0)
  })

  it('posts JSON', async () => {
    nock('https://api.github.com').post('/markdown', { text: '# hi' }).reply(200, '<h1>hi</h1>')
    const answer = await axios.post('https://api.github.com/markdown', { text: '# hi' })
    assert.match(answer.data, /<h1>/)
  })
})
