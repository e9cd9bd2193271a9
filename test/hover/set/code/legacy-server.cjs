'use strict'

const express = require('express')
const { Router, json } = require('express')
const _ = require('lodash')
const path = require('path')
const { orders } = require('./legacy-data.cjs')

const app = express()
const api = Router()

app.disable('x-powered-by')
app.set('view engine', 'pug')
app.use(json({ limit: '1mb' }))
app.use('/static', express.static(path.join(__dirname, 'public')))

api.get('/orders', (req, res) => {
  const page = _.chunk(orders, 20)[Number(req.query.page) || 0]
  res.json(_.isEmpty(page) ? [] : page)
})

api.get('/orders/:id', (req, res) => {
  const order = orders.find((entry) => entry.id === req.params.id)
  if (!order) return res.sendStatus(404)
  res.cookie('last-order', order.id, { maxAge: 900000, httpOnly: true })
  res.json(_.omit(order, ['internalNote']))
})

api.param('id', (req, res, next, id) => {
  req.orderId = _.trim(id)
  next()
})

app.use('/api', api)

app.get('/', (req, res) => {
  res.redirect('/static/index.html')
})

if (require.main === module) {
  app.listen(3000, () => console.log('listening on 3000'))
}

module.exports = { app }
