import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";
import preact from "@preact/preset-vite";
import { defineConfig, type Plugin } from "vitest/config";

const output = "../artifacts/web";

/** The gateway sends what is compressed here, and compresses nothing itself. */
const precompress: Plugin = {
  name: "precompress",
  apply: "build",
  async closeBundle() {
    for (const name of await readdir(output, { recursive: true })) {
      if (!/\.(js|css|html|svg)$/.test(name)) continue;
      const bytes = await readFile(join(output, name));
      await writeFile(join(output, `${name}.br`), brotliCompressSync(bytes));
      await writeFile(join(output, `${name}.gz`), gzipSync(bytes, { level: 9 }));
    }
  },
};

export default defineConfig({
  plugins: [preact({ devToolsEnabled: false }), precompress],
  build: { outDir: output, emptyOutDir: true, target: "es2022", assetsInlineLimit: 0, modulePreload: { polyfill: false } },
  server: { proxy: { "/api": "http://127.0.0.1:5001" } },
  test: { include: ["src/**/*.test.ts"] },
});
