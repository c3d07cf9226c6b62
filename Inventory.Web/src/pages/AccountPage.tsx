import { text } from "../text/en";
import { Account } from "./account/Account";

/** What the signed-in person owes, and what for. */
export function AccountPage() {
  return <div class="page"><h1>{text.account.yours}</h1><Account customer={null} /></div>;
}
