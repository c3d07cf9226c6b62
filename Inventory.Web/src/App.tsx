import { useSignal, useSignalEffect } from "@preact/signals";
import { lazy } from "./ui/lazy";
import { SignInPage } from "./pages/SignInPage";
import { TimelinePage } from "./pages/TimelinePage";
import { follow, go, page } from "./router";
import { isCustomer, session, signOut } from "./session";
import { text } from "./text/en";
import { Confirmation } from "./ui/Dialog";
import { NavLink } from "./ui/NavLink";
import { Toasts } from "./ui/toasts";

const RunPage = lazy(() => import("./pages/RunPage").then((module) => module.RunPage));
const SystemPage = lazy(() => import("./pages/SystemPage").then((module) => module.SystemPage));
const BookPage = lazy(() => import("./pages/BookPage").then((module) => module.BookPage));
const ShopPage = lazy(() => import("./pages/ShopPage").then((module) => module.ShopPage));
const AccountPage = lazy(() => import("./pages/AccountPage").then((module) => module.AccountPage));

const titles: Record<string, string> = { "/book": text.nav.book, "/shop": text.shop.title, "/account": text.account.title, "/run": text.nav.run, "/system": text.system.title };

export function App() {
  useSignalEffect(() => { document.title = `${titles[page.value] ?? text.nav.timeline} · ${text.product}`; });
  const isKnown = session.value !== null && session.value.kind !== "none";
  return (
    <>
      <a class="skip" href="#main">{text.nav.skip}</a>
      <header class="top">
        <a class="brand" href="/" onClick={follow}>{text.product}</a>
        <nav aria-label={text.product}>
          <NavLink to="/">{text.nav.timeline}</NavLink>
          <NavLink to="/book">{text.nav.book}</NavLink>
          {isKnown && <NavLink to="/shop">{text.shop.title}</NavLink>}
          {isKnown && <NavLink to="/account">{text.account.title}</NavLink>}
          {isKnown && !isCustomer.value && <NavLink to="/run" current={page}>{text.nav.run}</NavLink>}
          {isKnown && !isCustomer.value && <NavLink to="/system">{text.system.title}</NavLink>}
        </nav>
        <Who />
      </header>
      <main id="main"><Page /></main>
      <Confirmation />
      <Toasts closeLabel={text.allocation.close} />
    </>
  );
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
  switch (page.value) {
    case "/": return <TimelinePage />;
    case "/book": return <BookPage />;
    case "/shop": return <ShopPage />;
    case "/account": return <AccountPage />;
    case "/run": return isCustomer.value ? <Forbidden /> : <RunPage />;
    case "/system": return isCustomer.value ? <Forbidden /> : <SystemPage />;
    default: return <div class="page"><h1>{text.notFound.title}</h1><p><a href="/" onClick={follow}>{text.notFound.detail}</a></p></div>;
  }
}
