import { useSignal, type Signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { ComponentChildren } from "preact";
import { timeOf } from "../../api/intervals";
import { api, outcomeOf, type Outcome, type Schemas } from "../../api/client";
import { zone } from "../../state/clock";
import { lengthOf, whenOf, withTimes } from "../../state/words";
import { text } from "../../text/en";
import { Listing, newestFirst, useList } from "../../ui/Listing";
import { When } from "../../ui/When";

type Account = Schemas["Account"];
type Entry = Schemas["LedgerEntry"];
type Quota = Schemas["Quota"];

/** Balance, invoices and entries of the caller, or of the customer. `version` changes when it is to be read again. */
export function Account({ customer, version = 0, children }: { customer: string | null; version?: number; children?: ComponentChildren }) {
  const account = useSignal<Account | null>(null);
  const of = customer ? { customer } : {};
  const key = `${customer} ${version}`;
  const invoices = useList(newestFirst((page) => outcomeOf(api.GET("/api/invoices", { params: { query: { ...page, ...of } } }))), key);
  const entries = useList(newestFirst(async (page) => entriesOf(account, await outcomeOf(api.GET("/api/account", { params: { query: { ...page, ...of } } })))), key);
  return (
    <>
      {account.value && <Balance account={account.value} />}
      {children}
      <Quotas customer={customer} key={key} />
      <section>
        <h2>{text.account.invoices}</h2>
        <Listing list={invoices} kind="rows" empty={text.account.noInvoices}>{(invoice) => <li key={invoice.id}><Invoice invoice={invoice} /></li>}</Listing>
      </section>
      <section>
        <h2>{text.account.entries}</h2>
        <Listing list={entries} kind="rows" empty={text.account.noEntries}>{(entry) => <li key={entry.number}><LedgerEntry entry={entry} currency={account.value?.currency ?? ""} /></li>}</Listing>
      </section>
    </>
  );
}

/** Nothing is shown where there are none. */
function Quotas({ customer }: { customer: string | null }) {
  const quotas = useSignal<readonly Quota[]>([]);
  useEffect(() => {
    void outcomeOf(api.GET("/api/quotas/me", { params: { query: customer ? { customer } : {} } })).then((found) => { if (found.ok) quotas.value = found.data; });
  }, [customer]);
  if (quotas.value.length === 0) return null;
  return (
    <section>
      <h2>{text.account.quotas}</h2>
      <ul class="rows">{quotas.value.map((quota) => <li key={quota.name}><QuotaUse quota={quota} /></li>)}</ul>
    </section>
  );
}

function QuotaUse({ quota: { name, of, types, measure, per, limit, used, period } }: { quota: Quota }) {
  const words = text.account.quotaUse(used, limit, text.account.quotaUnits[measure] ?? measure, text.account.quotaPeriods[per] ?? text.account.quotaRolling(lengthOf(per)));
  const details = [types.join(", "), period && whenOf(timeOf(period), zone.value), of === "group" && text.account.quotaOfGroup].filter(Boolean);
  return (
    <>
      <span>{words}<small>{details.join(" · ")}</small></span>
      <meter aria-label={name} min={0} max={Math.max(limit, used)} high={limit} value={used} title={name} />
    </>
  );
}

/** The answer is the whole account: its balance is shown above. */
function entriesOf(account: Signal<Account | null>, outcome: Outcome<Account>): Outcome<Entry[]> {
  if (!outcome.ok) return outcome;
  account.value = outcome.data;
  return { ...outcome, data: outcome.data.entries };
}

const isNegative = (amount: string): boolean => amount.startsWith("-");

const isZero = (amount: string): boolean => Number(amount) === 0;

function Balance({ account: { balance, reserved, currency } }: { account: Account }) {
  const isCredit = isNegative(balance);
  return (
    <p class="card balance">
      {isZero(balance) ? text.account.settled : <>{isCredit ? text.account.credit : text.account.owes} <b>{text.book.priceOf(balance.replace("-", ""), currency)}</b></>}
      {!isZero(reserved) && <small>{text.account.reserved(text.book.priceOf(reserved, currency))}</small>}
    </p>
  );
}

/** The API answers a browser with a page for printing. */
export const InvoiceLink = ({ number, label }: { number: string; label: string }) =>
  <a href={`/api/invoices/${encodeURIComponent(number)}`} target="_blank" title={text.account.opensPage}>{label}</a>;

function Invoice({ invoice: { id, issued, total, due, currency } }: { invoice: Schemas["InvoiceSummary"] }) {
  const isCreditNote = isNegative(total);
  return (
    <>
      <When at={issued} isDay />
      <span><InvoiceLink number={id} label={(isCreditNote ? text.account.creditNote : text.account.invoice)(id)} />{!isCreditNote && <small>{isZero(due) ? text.account.paid : text.account.due(text.book.priceOf(due, currency))}</small>}</span>
      <b>{text.book.priceOf(total, currency)}</b>
    </>
  );
}

function LedgerEntry({ entry, currency }: { entry: Entry; currency: string }) {
  return (
    <>
      <When at={entry.time} isDay />
      <span>{text.account.kinds[entry.kind] ?? entry.kind}<small>{withTimes(entry.text, zone.value)}{entry.invoice && ` · ${entry.invoice}`}</small></span>
      <b>{text.book.priceOf(entry.amount, currency)}</b>
    </>
  );
}
