import type { FunctionComponent } from "preact";
import { useEffect, useState } from "preact/hooks";
import { Failed, Loading } from "./states";

/** A page whose code is loaded when it is shown. */
export function lazy(load: () => Promise<FunctionComponent>): FunctionComponent {
  let loaded: FunctionComponent | null = null;
  return function Lazy() {
    const [state, setState] = useState<"loading" | "ready" | "failed">(loaded ? "ready" : "loading");
    useEffect(() => {
      if (!loaded) void load().then((component) => { loaded = component; setState("ready"); }, () => setState("failed"));
    }, []);
    const Loaded = loaded;
    if (Loaded) return <Loaded />;
    // A browser remembers that a module failed: only a new page asks for it again.
    return <div class="page">{state === "failed" ? <Failed onAgain={() => location.reload()} /> : <Loading />}</div>;
  };
}
