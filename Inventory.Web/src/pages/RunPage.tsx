import { useEffect } from "preact/hooks";
import { path } from "../router";
import { isAdmin } from "../session";
import { approvals, followApprovals } from "../state/approvals";
import { isLoaded, loadPlace } from "../state/place";
import { text } from "../text/en";
import { lazy } from "../ui/lazy";
import { NavLink } from "../ui/NavLink";

const sections = [
  { to: "/run", title: text.run.resources, isForAdmins: false, Section: lazy(() => import("./run/Resources").then((module) => module.Resources)) },
  { to: "/run/bookings", title: text.bookings.title, isForAdmins: false, Section: lazy(() => import("./run/Bookings").then((module) => module.Bookings)) },
  { to: "/run/series", title: text.series.title, isForAdmins: false, Section: lazy(() => import("./run/Series").then((module) => module.Series)) },
  { to: "/run/approvals", title: text.approvals.title, isForAdmins: false, Section: lazy(() => import("./run/Approvals").then((module) => module.Approvals)) },
  { to: "/run/waiting", title: text.waiting.title, isForAdmins: false, Section: lazy(() => import("./run/WaitingLists").then((module) => module.WaitingLists)) },
  { to: "/run/today", title: text.attendance.title, isForAdmins: false, Section: lazy(() => import("./run/Today").then((module) => module.Today)) },
  { to: "/run/accounts", title: text.manage.accounts, isForAdmins: false, Section: lazy(() => import("./run/Accounts").then((module) => module.Accounts)) },
  { to: "/run/imports", title: text.imports.title, isForAdmins: false, Section: lazy(() => import("./run/Imports").then((module) => module.Imports)) },
  { to: "/run/webhooks", title: text.manage.webhooks, isForAdmins: false, Section: lazy(() => import("./run/Webhooks").then((module) => module.Webhooks)) },
  { to: "/run/people", title: text.run.people, isForAdmins: true, Section: lazy(() => import("./run/People").then((module) => module.People)) },
  { to: "/run/keys", title: text.manage.keys, isForAdmins: true, Section: lazy(() => import("./run/Keys").then((module) => module.Keys)) },
] as const;

/** What operators look after, and for admins who may do what. */
export function RunPage() {
  useEffect(() => { if (!isLoaded.value) void loadPlace(); }, []);
  useEffect(followApprovals, []);
  const waiting = approvals.items.length;
  const { Section, isForAdmins } = sections.find(({ to }) => to === path.value) ?? sections[0];
  return (
    <div class="page">
      <h1>{text.run.title}</h1>
      <nav class="tabs" aria-label={text.run.title}>
        {sections.filter((section) => isAdmin.value || !section.isForAdmins).map(({ to, title }) => <NavLink key={to} to={to}>{title}{to === "/run/approvals" && waiting > 0 && <> <span class="count" title={text.approvals.waiting(waiting)}>{waiting}</span></>}</NavLink>)}
      </nav>
      {isForAdmins && !isAdmin.value ? <section><h2>{text.manage.adminsOnly}</h2><p>{text.manage.adminsOnlyDetail}</p></section> : <Section />}
    </div>
  );
}
