import axios, { AxiosError, isCancel } from 'axios'
import type { AxiosInstance, AxiosResponse } from 'axios'
import { logger } from '@/logger'

export interface Release {
  tag_name: string
  published_at: string
}

const client: AxiosInstance = axios.create({
  baseURL: 'https://api.github.com',
  timeout: 5_000,
  headers: { accept: 'application/vnd.github+json' },
})

axios.defaults.maxRedirects = 3

client.interceptors.request.use((config) => {
  config.headers.set('x-request-id', crypto.randomUUID())
  return config
})

client.interceptors.response.use(undefined, (error: AxiosError) => {
  if (error.response?.status === 429) logger.warn('rate limited')
  return Promise.reject(error)
})

export async function fetchReleases(owner: string, repo: string, signal?: AbortSignal): Promise<Release[]> {
  try {
    const response: AxiosResponse<Release[]> = await client.get(`/repos/${owner}/${repo}/releases`, {
      signal,
      params: { per_page: 20 },
    })
    return response.data
  } catch (error) {
    if (isCancel(error)) return []
    if (axios.isAxiosError(error)) {
      logger.error({ code: error.code, details: error.toJSON() }, 'request failed')
    }
    throw error
  }
}

export async function upload(file: Blob) {
  const form = new FormData()
  form.append('file', file)
  return axios.postForm('/upload', form)
}
