// Classifies texts with the pipeline "text-classification" of @huggingface/transformers, for another process.
//
// Arguments: a folder, and the name of a model folder in it. The first line of standard output is
//   {"ready": true, "versions": {"Node": "20.20.2", ...}}
// A request is a line of JSON on standard input, its reply a line on standard output:
//   {"texts": ["...", ...], "batch": 8, "workers": 2, "threads": 1}
//   {"labels": ["...", ...], "seconds": 1.25}
// The texts are classified in their order, `batch` in a call, by `workers` worker threads with a session of `threads`
// threads each (a run of a session blocks its JavaScript thread). `seconds` is the time from the first call to the last
// answer. If it fails, the reply is {"failure": "..."}.
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { Worker, isMainThread, parentPort, workerData } from 'node:worker_threads';

const VERSIONS = ['@huggingface/transformers', 'onnxruntime-node'];

async function work({ folder, name, threads }) {
  const { env, pipeline } = await import('@huggingface/transformers');
  env.allowRemoteModels = false;
  env.allowLocalModels = true;
  env.localModelPath = folder;
  const classify = await pipeline('text-classification', name, {
    device: 'cpu',
    dtype: 'fp32',
    session_options: { intraOpNumThreads: threads, interOpNumThreads: 1 },
  });
  parentPort.on('message', async (texts) => {
    try {
      parentPort.postMessage({ labels: (await classify(texts)).map((each) => each.label) });
    } catch (e) {
      parentPort.postMessage({ failure: String(e) });
    }
  });
  parentPort.postMessage({ ready: true });
}

/** Worker threads, each with a session. */
class Pool {
  constructor(workers) {
    this.workers = workers;
  }

  static async start(folder, name, count, threads) {
    const workers = [];
    for (let i = 0; i < count; i++) {
      const worker = new Worker(new URL(import.meta.url), { workerData: { folder, name, threads } });
      await answer(worker);
      workers.push(worker);
    }
    return new Pool(workers);
  }

  /** Labels of the texts; each worker takes the next batch when it has answered the last. */
  async classify(texts, batch) {
    const labels = new Array(texts.length);
    let next = 0;
    const loop = async (worker) => {
      while (next < texts.length) {
        const from = next;
        next += batch;
        const reply = answer(worker);
        worker.postMessage(texts.slice(from, from + batch));
        (await reply).labels.forEach((label, i) => (labels[from + i] = label));
      }
    };
    await Promise.all(this.workers.map(loop));
    return labels;
  }
}

/** The next message of a worker; an error if it fails or ends. */
function answer(worker) {
  return new Promise((resolve, reject) => {
    const listeners = {
      message: (reply) => end(reply.failure ? () => reject(new Error(reply.failure)) : () => resolve(reply)),
      error: (e) => end(() => reject(e)),
      exit: (code) => end(() => reject(new Error(`a worker thread ended with status ${code}`))),
    };
    const end = (then) => {
      Object.entries(listeners).forEach(([event, listener]) => worker.off(event, listener));
      then();
    };
    Object.entries(listeners).forEach(([event, listener]) => worker.on(event, listener));
  });
}

async function serve(folder, name) {
  const pools = new Map();
  const print = (reply) => process.stdout.write(JSON.stringify(reply) + '\n');
  const versions = { Node: process.versions.node };
  for (const each of VERSIONS) {
    const file = new URL(`node_modules/${each}/package.json`, import.meta.url);
    versions[each] = JSON.parse(readFileSync(file, 'utf8')).version;
  }
  print({ ready: true, versions });
  for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
    try {
      const { texts, batch, workers, threads } = JSON.parse(line);
      const key = `${workers} x ${threads}`;
      if (!pools.has(key)) {
        pools.set(key, await Pool.start(folder, name, workers, threads));
      }
      const start = process.hrtime.bigint();
      const labels = await pools.get(key).classify(texts, batch);
      print({ labels, seconds: Number(process.hrtime.bigint() - start) / 1e9 });
    } catch (e) {
      print({ failure: String(e) });
    }
  }
  process.exit(0);
}

console.log = console.info = console.debug = console.error; // What libraries print is no reply.
if (isMainThread) {
  await serve(process.argv[2], process.argv[3]);
} else {
  await work(workerData);
}
