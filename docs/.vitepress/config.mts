import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { withMermaid } from "vitepress-plugin-mermaid";

const docs = join(import.meta.dirname, "..");
const title = (file: string) => readFileSync(join(docs, file), "utf8").match(/^# (.+)$/m)?.[1] ?? file;
const page = (name: string) => ({ text: title(`${name}.md`), link: `/${name}` });

const groups: Record<string, string[]> = {
    "Book": ["ui", "rules", "approvals", "waiting", "series", "quotas", "pools", "parts", "late-binding", "prices", "shop"],
    "Build on it": ["clients", "users", "webhooks", "calendar-feeds", "csv", "batch", "devices", "limits"],
    "Run it": ["operations", "data", "storage", "storage-postgres", "scale", "architecture"],
};
const listed = new Set(Object.values(groups).flat());
const missing = readdirSync(docs).filter(file => file.endsWith(".md")).map(file => file.slice(0, -3)).filter(name => !listed.has(name) && name !== "index");
if (missing.length > 0) throw new Error(`No group of the site has ${missing.join(", ")}: see .vitepress/config.mts.`);

export default withMermaid({
    title: "Inventory",
    description: "A reservation service for things that exist once",
    lang: "en",
    outDir: "../artifacts/site",
    cacheDir: "../artifacts/site-cache",
    // Files of the project beside the documentation, which the site does not have.
    ignoreDeadLinks: [/\.\.\//],
    themeConfig: {
        search: { provider: "local" },
        sidebar: Object.entries(groups).map(([text, names]) => ({ text, items: names.map(page) })),
        outline: [2, 3],
    },
});
