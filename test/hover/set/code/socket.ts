import { createServer } from 'node:http'
import { WebSocketServer, WebSocket, createWebSocketStream } from 'ws'
import type { RawData } from 'ws'
import { verifyToken } from '#shared/tokens'

const server = createServer()
const wss = new WebSocketServer({ noServer: true })
const alive = new Map<WebSocket, boolean>()

wss.on('connection', (socket) => {
  alive.set(socket, true)
  socket.on('pong', () => alive.set(socket, true))
  socket.on('message', (data: RawData) => broadcast(data, socket))
  socket.on('error', console.error)
})

function broadcast(data: RawData, from: WebSocket) {
  for (const client of wss.clients) {
    if (client !== from && client.readyState === WebSocket.OPEN) {
      client.send(data, { binary: false })
    }
  }
}

const heartbeat = setInterval(() => {
  for (const client of wss.clients) {
    if (alive.get(client) === false) {
      client.terminate()
      continue
    }
    alive.set(client, false)
    client.ping()
  }
}, 30_000)

server.on('upgrade', (request, socket, head) => {
  if (!verifyToken(request.headers.authorization)) return socket.destroy()
  wss.handleUpgrade(request, socket, head, (client) => wss.emit('connection', client, request))
})

export function pipeToStdout(url: string) {
  const upstream = new WebSocket(url)
  createWebSocketStream(upstream, { encoding: 'utf8' }).pipe(process.stdout)
}

wss.on('close', () => clearInterval(heartbeat))
server.listen(8080)
