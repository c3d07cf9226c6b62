import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { api, outcomeOf, type Schemas } from "../api/client";
import { zone } from "../state/clock";
import { charts, points, state, watch } from "../state/figures";
import { check, type Health } from "../state/health";
import { timeOf, whenOf } from "../state/words";
import { text } from "../text/en";
import { Chart } from "../ui/Chart";

const everyMs = 5000;

/** How the service does: for operators. */
export function SystemPage() {
  return (
    <div class="page is-wide">
      <h1>{text.system.title}</h1>
      <div class="system-state">
        <HealthSection />
        <SiloSection />
      </div>
      <FigureSection />
    </div>
  );
}

/** Reads now and every five seconds, while the page is seen. */
function useEvery(read: () => Promise<void>): void {
  useEffect(() => {
    void read();
    const timer = setInterval(() => { if (!document.hidden) void read(); }, everyMs);
    return () => clearInterval(timer);
  }, []);
}

function HealthSection() {
  const live = useSignal<Health | null>(null);
  const ready = useSignal<Health | null>(null);
  useEvery(async () => {
    const found = await Promise.all([check("live"), check("ready")]);
    [live.value, ready.value] = found;
  });
  return (
    <section>
      <h2>{text.system.health}</h2>
      <ul class="cards">
        <HealthCard name="live" health={live.value} />
        <HealthCard name="ready" health={ready.value} />
      </ul>
    </section>
  );
}

function HealthCard({ name, health }: { name: "live" | "ready"; health: Health | null }) {
  return (
    <li aria-busy={health === null}>
      <span><strong>{text.system[name]}</strong><br /><span class="is-quiet">{health === null ? text.timeline.loading : health.isGood ? text.system.good[name] : (health.fault ?? text.system.silent)}</span></span>
      {health && <span class={`badge${health.isGood ? "" : " is-bad"}`}>{health.isGood ? text.system.yes : text.system.no}</span>}
    </li>
  );
}

function SiloSection() {
  const silos = useSignal<readonly Schemas["Silo"][] | null>(null);
  const isUnknown = useSignal(false);
  useEvery(async () => {
    const found = await outcomeOf(api.GET("/api/silos"));
    isUnknown.value = !found.ok;
    if (found.ok) silos.value = found.data;
  });
  return (
    <section>
      <h2>{text.system.silos}</h2>
      <ul class="cards">
        {(silos.value ?? []).map((silo) => (
          <li key={silo.name}>
            <span><strong>{silo.name}</strong> {text.system.silo(silo.address, silo.host)}<br /><span class="is-quiet">{text.system.started(momentOf(silo.started))}</span></span>
            <span class={`badge${silo.status === "active" ? "" : " is-bad"}`}>{text.system.statuses[silo.status] ?? silo.status}</span>
          </li>
        ))}
      </ul>
      <p class="is-quiet">{isUnknown.value ? text.system.noSilos : text.system.silosHint}</p>
    </section>
  );
}

const momentOf = (time: string): string => whenOf({ from: Date.parse(time), to: Date.parse(time) }, zone.value);

function FigureSection() {
  useEffect(watch, []);
  return (
    <section>
      <h2>{text.system.figures}</h2>
      <p class="is-quiet">{state.value === "off" ? text.system.off : state.value === "loading" ? text.system.waiting : text.system.figuresHint} {state.value !== "off" && <a href="/metrics">{text.system.all}</a>}</p>
      {typeof state.value === "number" && <p class="banner" role="status">{text.system.silentSince(timeOf(state.value, zone.value))}</p>}
      {state.value !== "off" && <div class="charts">{charts.map((name) => <Chart key={name} {...text.system.charts[name]} points={points.value[name]} />)}</div>}
    </section>
  );
}
