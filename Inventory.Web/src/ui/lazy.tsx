import type { FunctionComponent } from "preact";
import { useEffect, useState } from "preact/hooks";

/** A page whose code is loaded when it is shown. */
export function lazy(load: () => Promise<FunctionComponent>): FunctionComponent {
  let loaded: FunctionComponent | null = null;
  return function Lazy() {
    const [, setReady] = useState(loaded !== null);
    useEffect(() => {
      if (!loaded) void load().then((component) => { loaded = component; setReady(true); });
    }, []);
    const Loaded = loaded;
    return Loaded ? <Loaded /> : <p class="page is-quiet" aria-busy="true" />;
  };
}
