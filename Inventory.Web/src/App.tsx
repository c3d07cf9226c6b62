import { useSignal, useSignalEffect } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { lazy } from "./ui/lazy";
import { SignInPage } from "./pages/SignInPage";
import { TimelinePage } from "./pages/TimelinePage";
import { follow, go, path } from "./router";
import { isCustomer, session, signOut } from "./session";
import { text } from "./text/en";
import { Toasts } from "./ui/toasts";

const RunPage = lazy(() => import("./pages/RunPage").then((module) => module.RunPage));
const SystemPage = lazy(() => import("./pages/SystemPage").then((module) => module.SystemPage));
const BookPage = lazy(() => import("./pages/BookPage").then((module) => module.BookPage));

export function App() {
  useSignalEffect(() => { document.title = `${{ "/book": text.nav.book, "/run": text.nav.run, "/system": text.system.title }[path.value] ?? text.nav.timeline} · ${text.product}`; });
  return (
    <>
      <a class="skip" href="#main">{text.nav.skip}</a>
      <header class="top">
        <a class="brand" href="/" onClick={follow}>{text.product}</a>
        <nav aria-label={text.product}>
          <NavLink to="/">{text.nav.timeline}</NavLink>
          <NavLink to="/book">{text.nav.book}</NavLink>
          {session.value !== null && session.value.kind !== "none" && !isCustomer.value && <NavLink to="/run">{text.nav.run}</NavLink>}
          {session.value !== null && session.value.kind !== "none" && !isCustomer.value && <NavLink to="/system">{text.system.title}</NavLink>}
        </nav>
        <Who />
      </header>
      <main id="main"><Page /></main>
      <Toasts closeLabel={text.allocation.close} />
    </>
  );
}

function NavLink({ to, children }: { to: string; children: ComponentChildren }) {
  return <a href={to} onClick={follow} aria-current={path.value === to ? "page" : undefined}>{children}</a>;
}

function Who() {
  const current = session.value;
  const isBusy = useSignal(false);
  if (current?.kind === "open") return <span class="who" title={text.session.open}>{text.session.roles.operator}</span>;
  if (current?.kind !== "user") return <span class="who" />;
  const leave = async () => {
    isBusy.value = true;
    await signOut();
    isBusy.value = false;
    go("/");
  };
  return (
    <span class="who">
      <span>{current.user.username} <small>{text.session.roles[current.user.role] ?? current.user.role}</small></span>
      <button type="button" disabled={isBusy} onClick={() => void leave()}>{text.nav.signOut}</button>
    </span>
  );
}

function Forbidden() {
  return <div class="page"><h1>{text.forbidden.title}</h1><p>{text.forbidden.detail}</p></div>;
}

function Page() {
  if (session.value === null) return <p class="page is-quiet">{text.timeline.loading}</p>;
  if (session.value.kind === "none") return <SignInPage />;
  switch (path.value) {
    case "/": return <TimelinePage />;
    case "/book": return <BookPage />;
    case "/run": return isCustomer.value ? <Forbidden /> : <RunPage />;
    case "/system": return isCustomer.value ? <Forbidden /> : <SystemPage />;
    default: return <div class="page"><h1>{text.notFound.title}</h1><p><a href="/" onClick={follow}>{text.notFound.detail}</a></p></div>;
  }
}
