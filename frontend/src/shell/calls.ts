import { sameJson } from '../api/guards'
import type { Json, JsonObject } from '../api/types'

export interface Shown {
  origin: string
  lab: string
  instant: boolean
  params: JsonObject
  defaults: JsonObject
  seed: number
  run: string | null
}

/** The calls behind what is on screen. Parameters at their defaults are left out. */
export function callsFor(shown: Shown): { curl: string; python: string } {
  const params: JsonObject = {}
  for (const [name, value] of Object.entries(shown.params)) {
    if (!sameJson(value, shown.defaults[name])) params[name] = value
  }
  return shown.instant ? frameCalls(shown, params) : runCalls(shown, params)
}

/** JSON in a single-quoted shell word. */
const quoted = (value: Json): string => `'${JSON.stringify(value).replaceAll("'", `'\\''`)}'`

function frameCalls({ origin, lab, seed }: Shown, params: JsonObject): { curl: string; python: string } {
  const url = `${origin}/api/v1/labs/${lab}/frame`
  return {
    curl: `curl ${url} \\\n  --json ${quoted({ params, seed })}`,
    python: `import requests

frame = requests.post("${url}", json={
    "params": ${python(params)},
    "seed": ${seed},
}).json()
print(frame["views"].keys())`,
  }
}

function runCalls({ origin, lab, seed, run }: Shown, params: JsonObject): { curl: string; python: string } {
  const api = `${origin}/api/v1`
  const id = run ?? '$RUN'
  const start = `curl -s ${api}/runs \\\n  --json ${quoted({ lab, params, seed, play: true })}`
  const identity = `python3 -c 'import json, sys; print(json.load(sys.stdin)["id"])'`
  return {
    curl: `# start the same experiment
${run === null ? `RUN=$(${start} |\n  ${identity})` : `${start}\n\n# the run on this page`}
curl ${api}/runs/${id}
curl -N --max-time 5 ${api}/runs/${id}/events
curl "${api}/runs/${id}/metrics?format=csv"`,
    python: `import time
import requests

api = "${api}"
run = requests.post(f"{api}/runs", json={
    "lab": "${lab}",
    "params": ${python(params)},
    "seed": ${seed},
    "play": True,
}).json()

time.sleep(2)  # let it train
metrics = requests.get(f"{api}/runs/{run['id']}/metrics").json()
print(metrics["steps"][-1:], metrics["series"].keys())`,
  }
}

/** A JSON value as a Python literal. */
export function python(value: Json): string {
  if (value === null) return 'None'
  if (value === true) return 'True'
  if (value === false) return 'False'
  if (Array.isArray(value)) return `[${value.map(python).join(', ')}]`
  if (typeof value === 'object') {
    const items = Object.entries(value).map(([key, item]) => `${JSON.stringify(key)}: ${python(item)}`)
    return `{${items.join(', ')}}`
  }
  return JSON.stringify(value)
}
