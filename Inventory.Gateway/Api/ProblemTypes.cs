namespace Inventory.Gateway.Api;

public static class ProblemTypes
{
    public static readonly ProblemType Malformed = new("malformed", 400, "The request is malformed",
        "The body is not JSON in UTF-8, names a member twice, or has a member of the wrong JSON type. Nothing was changed.");

    public static readonly ProblemType TokenMissing = new("token-missing", 401, "A token is required",
        "Log in with POST /api/users/login, and send the token as Authorization: Bearer.");

    public static readonly ProblemType TokenInvalid = new("token-invalid", 401, "The token is not valid",
        "It was never issued, has expired or was revoked. Log in again.");

    public static readonly ProblemType LoginFailed = new("login-failed", 401, "Name or password is wrong",
        "No user has this name and this password. After several failed attempts, each further one has to wait.");

    public static readonly ProblemType SignatureInvalid = new("signature-invalid", 401, "The signature is not valid",
        "Send webhook-id, webhook-timestamp (at most five minutes from now) and webhook-signature as in Standard Webhooks, with a secret of this service. Nothing was changed.");

    public static readonly ProblemType Forbidden = new("forbidden", 403, "You may not do this",
        "The token is valid, but its user or program does not have the permission. An admin assigns roles; an API key keeps the scopes that it was created with.");

    public static readonly ProblemType CrossSite = new("cross-site", 403, "The request comes from another site",
        "Without tokens, the service serves this machine alone: not the pages of other sites, and nobody behind a proxy. Set Inventory:Auth:Mode to Required to serve others.");

    public static readonly ProblemType BookingsOnly = new("bookings-only", 403, "This type is booked",
        "The type has a tariff: customers take its resources with POST /api/bookings, which prices and counts what they take. Only operators and programs allocate them directly.");

    public static readonly ProblemType NotFound = new("not-found", 404, "Not found",
        "The path, resource type, resource, allocation or user does not exist, was deleted, or is not visible to you.");

    public static readonly ProblemType MethodNotAllowed = new("method-not-allowed", 405, "The method is not allowed here",
        "The Allow header names the allowed methods.");

    public static readonly ProblemType RequestTimeout = new("request-timeout", 408, "The request came too slowly",
        "The body did not arrive in time. Nothing was changed; send it again.");

    public static readonly ProblemType NameTaken = new("name-taken", 409, "The name is taken",
        "Another resource of the type has this name. Names of deleted resources are free again.");

    public static readonly ProblemType UserTaken = new("user-taken", 409, "The user exists already",
        "Another user has this username or this mail address, perhaps in a different case of letters.");

    public static readonly ProblemType UserInUse = new("user-in-use", 409, "The user cannot be erased yet",
        "The user has bookings or allocations that have not ended, or owes money; the detail says which. Cancel, release or pay first. Only another admin can erase an admin.");

    public static readonly ProblemType KeyNotAdded = new("key-not-added", 409, "The key was not created",
        "Another key has this name, or the maximum number of keys exists.");

    public static readonly ProblemType TooManyTokens = new("too-many-tokens", 409, "There are too many calendar tokens",
        "You have the maximum number of calendar tokens. Revoke those that are not used.");

    public static readonly ProblemType ResourceInUse = new("resource-in-use", 409, "The resource is in use",
        "The resource has allocations that have not ended; the first of them are in conflicts. With ?force=true they are released, bookings are refunded what they paid for them, and the resource is deleted. A part of another resource is deleted only after that resource, which the detail names.");

    public static readonly ProblemType Overlap = new("overlap", 409, "The time is taken",
        "Other allocations of the resource, or of one of its parts, overlap the requested time. The first of them are in conflicts, and the nearest free times of the same length are in alternatives.");

    public static readonly ProblemType Turnaround = new("turnaround", 409, "Too near to another allocation",
        "Between two allocations some time has to be free, by their types: needed says how much. Those that are too near are in conflicts, the nearest times that keep all rules in alternatives.");

    public static readonly ProblemType NoneAvailable = new("none-available", 409, "No resource is free",
        "No resource of the type is free for the whole time. The earliest times at which one is free are in alternatives.");

    public static readonly ProblemType BookingLimit = new("booking-limit", 409, "The booking limit is reached",
        "Limits apply to the number of a customer's bookings that have not ended, and to how far ahead a customer may book. The detail names the limit. Nothing is held.");

    public static readonly ProblemType Quota = new("quota", 409, "The quota is used up",
        "A quota says how much a customer or a group may have of some types. quota names it; limit, used and asked say how much of it: allocations or hours. From frees_at on, the same time would be within it. Nothing was changed.");

    public static readonly ProblemType CreditLimit = new("credit-limit", 409, "The credit limit is reached",
        "With this you would owe more than your limit, held bookings included. Nothing is held or sold. Pay an invoice, or cancel a booking.");

    public static readonly ProblemType BookingCancelled = new("booking-cancelled", 409, "The booking was cancelled",
        "It can no longer be confirmed: its items are free. Book again.");

    public static readonly ProblemType BookingOver = new("booking-over", 409, "The booking is over",
        "The last of its items has ended: there is nothing left to cancel.");

    public static readonly ProblemType BookingBegun = new("booking-begun", 409, "The booking has begun",
        "What is confirmed and has begun is not cancelled: its resources are with the customer until staff record their return. Items that have not begun can be cancelled by themselves.");

    public static readonly ProblemType BookingNotConfirmed = new("booking-not-confirmed", 409, "The booking is not confirmed",
        "Items of a confirmed booking can be cancelled by themselves. One that is only held is cancelled as a whole: book again without the item.");

    public static readonly ProblemType BookingNotReturnable = new("booking-not-returnable", 409, "The booking cannot be returned",
        "Only a booking that is confirmed and has begun can be returned. Cancel one that has not begun.");

    public static readonly ProblemType PartOfBooking = new("part-of-booking", 409, "The allocation is part of a booking",
        "Its time was sold: it changes only with the booking, which the member booking names. Nothing was changed.");

    public static readonly ProblemType PartOfWhole = new("part-of-whole", 409, "The allocation belongs to a whole",
        "A resource that this one is a part of was allocated: it takes all its parts. The allocation changes only with that of the whole, which the member whole names. Nothing was changed.");

    public static readonly ProblemType OwnRequest = new("own-request", 403, "You requested it yourself",
        "Somebody else has to approve or decline what you requested. Nothing was changed.");

    public static readonly ProblemType ApprovalNeeded = new("approval-needed", 409, "It has to be approved first",
        "The rules of the resource want somebody to approve this. A requested allocation is confirmed after it is approved; a confirmed booking does not change to a time that needs an approval: cancel it and book again.");

    public static readonly ProblemType BoundAlready = new("bound-already", 409, "Its resource is chosen",
        "The allocation was bound late, and its resource is chosen already: by bind, by a check-in, or by a change. It does not move to another one. Nothing was changed.");

    public static readonly ProblemType AlreadyDecided = new("already-decided", 409, "It is decided already",
        "The allocation does not wait for an approval: somebody has approved it, or it never needed one. Nothing was changed.");

    public static readonly ProblemType SeriesConflict = new("series-conflict", 409, "Some occurrences cannot be had",
        "The rules of the resource or other allocations refuse some occurrences of the series; occurrences names them all, with what is in the way and the nearest other times. Nothing was changed. With on_conflict skip, the series goes without them.");

    public static readonly ProblemType FreeNow = new("free-now", 409, "The time is free",
        "Nobody has to wait for it: allocate or book it now. Nothing was changed.");

    public static readonly ProblemType WaitingAlready = new("waiting-already", 409, "You wait for this time already",
        "You have an entry in the waiting list for some of this time, or a grant. Remove it first, or wait for another time. Nothing was changed.");

    public static readonly ProblemType WaitingListFull = new("waiting-list-full", 409, "The waiting list is full",
        "So many wait for the resource that nobody else can. Nothing was changed.");

    public static readonly ProblemType NotGranted = new("not-granted", 409, "Nothing is granted yet",
        "The entry waits. It can be accepted once its time is granted.");

    public static readonly ProblemType GrantExpired = new("grant-expired", 410, "The grant has expired",
        "It was not accepted in time, or declined: the time went to the next who waits, or is free. Wait again.");

    public static readonly ProblemType GrantAccepted = new("grant-accepted", 409, "The grant is accepted",
        "The entry waits no more: release its allocation, or cancel its booking. Nothing was changed.");

    public static readonly ProblemType BatchRefused = new("batch-refused", 409, "The batch is refused",
        "At least one operation of an atomic batch is refused, so nothing was changed. results has what each operation would have been answered: those that are refused with their own problem, the others as if these were not there.");

    public static readonly ProblemType TooEarly = new("too-early", 409, "It is too early",
        "Check-in opens some time before an allocation begins, and check-out needs one that has begun. The member opens says when.");

    public static readonly ProblemType NotFirm = new("not-firm", 409, "The allocation is not firm",
        "It is only held, or waits for an approval. Confirm it first, or have it approved.");

    public static readonly ProblemType NoShow = new("no-show", 410, "The check-in was missed",
        "Nobody checked in before the check-in closed. Depending on the rule, the rest of the time is free for others.");

    public static readonly ProblemType SkuTaken = new("sku-taken", 409, "The sku is taken",
        "Another beer has this sku. The sku of a removed beer is free again.");

    public static readonly ProblemType CatalogueFull = new("catalogue-full", 409, "The catalogue is full",
        "The catalogue has the maximum number of beers. Remove one that is no longer sold.");

    public static readonly ProblemType OrderEmpty = new("order-empty", 409, "The order is empty",
        "The open order has no beers. Add one before the checkout.");

    public static readonly ProblemType OutOfStock = new("out-of-stock", 409, "Not enough in stock",
        "The order has more of the beers in skus than are in stock. Nothing was bought; the order is unchanged.");

    public static readonly ProblemType HoldExpired = new("hold-expired", 410, "The hold has expired",
        "The hold was not confirmed in time, and the time is free again. Allocate it again.");

    public static readonly ProblemType Archived = new("archived", 410, "The past is in an archive",
        "The changes from which this moment could be read were moved to a file that the server does not have. Its operator can name the file as Inventory:Archive.");

    public static readonly ProblemType CursorTooOld = new("cursor-too-old", 410, "The cursor is too old",
        "The change feed does not go back that far, so you have missed changes. Open a new stream without a cursor, read again all data that you store, and continue with the stream; "
        + "or read the history of each resource.");

    public static readonly ProblemType CursorAhead = new("cursor-ahead", 410, "The cursor is ahead of the change feed",
        "The change feed has not got that far: the cursor is of another service, or the data were restored from a backup. Open a new stream without a cursor, read again all data that you store, "
        + "and continue with the stream.");

    public static readonly ProblemType IdempotencyKeyReused = new("idempotency-key-reused", 422, "The Idempotency-Key was used for another request",
        "A key marks one request and its repetitions, for 24 hours unless configured otherwise. Nothing was changed. Use a new key for a new request.");

    public static readonly ProblemType PreconditionFailed = new("precondition-failed", 412, "It has changed",
        "The If-Match header does not name the current version. Read it again, and decide again.");

    public static readonly ProblemType BodyTooLarge = new("body-too-large", 413, "The body is too large",
        "The limit is 1 MiB.");

    public static readonly ProblemType TargetTooLong = new("target-too-long", 414, "The path and the query are too long",
        "They may have 8,000 characters together. Send fewer or shorter parameters.");

    public static readonly ProblemType UnsupportedMediaType = new("unsupported-media-type", 415, "The content type is not supported",
        "Send application/json, in UTF-8.");

    public static readonly ProblemType Invalid = new("invalid", 422, "The request breaks a rule",
        "The request is well-formed, but a value is not allowed. Every error is in errors: a pointer into the body (or ?name for a query parameter), and what is wrong there.");

    public static readonly ProblemType OffSlot = new("off-slot", 422, "The time is off the slot grid",
        "Resources of this type are allocated in whole slots, counted from 1970-01-01T00:00:00Z or from local midnight. The nearest times on the grid are in alternatives.");

    public static readonly ProblemType Capacity = new("capacity", 409, "Not so many units are free",
        "The pool has fewer free units than are wanted, for a part of the time at least. The times at which too few are free are in short, the number that is wanted in needed, the nearest times at which enough are free in alternatives.");

    public static readonly ProblemType Closed = new("closed", 422, "The place is closed then",
        "The time is not within the opening hours of the resource. The hours around it are in opening, the nearest times that keep all rules in alternatives.");

    public static readonly ProblemType OutOfBounds = new("out-of-bounds", 422, "Too soon, too far ahead, too short or too long",
        "The resource has limits for how soon a time may begin, how far ahead it may end, and how long it may be; detail says which. The nearest times that keep all rules are in alternatives.");

    public static readonly ProblemType NoTariff = new("no-tariff", 422, "The type has no price",
        "No tariff is configured for this type: its resources can be allocated, but not booked.");

    public static readonly ProblemType TooManyRequests = new("too-many-requests", 429, "Too many requests",
        "Nothing was done. Wait for as many seconds as Retry-After says.");

    public static readonly ProblemType HeadersTooLong = new("headers-too-long", 431, "The headers are too long",
        "The names and values of all headers may have 16,000 characters together. A long cookie of another service on this host is a usual reason.");

    public static readonly ProblemType InternalError = new("internal-error", 500, "Internal error",
        "The server failed; its log says why. Whether the request took effect is unknown: retry it with the same Idempotency-Key.");

    public static readonly ProblemType Unavailable = new("unavailable", 503, "Temporarily unavailable",
        "The storage or a grain did not answer. Whether the request took effect is unknown: retry it with the same Idempotency-Key, after the seconds in Retry-After.");

    public static readonly ProblemType Damaged = new("damaged", 503, "The resource is damaged",
        "What is stored of this resource does not agree with its checksums, so it is neither read nor changed: nothing was changed. "
        + "Other resources are served. A retry does not help before the operator has restored a backup; the server's log names the resource.");

    public static readonly ProblemType TooManyListeners = new("too-many-listeners", 503, "Too many subscribers",
        "The change feed has its maximum number of subscribers. Try again after the seconds in Retry-After, or read the feed in pages of JSON, without Accept: text/event-stream.");

    /// <summary>What the rules of a resource, and quotas, refuse a time with.</summary>
    public static readonly ProblemType[] OfRules = [OffSlot, Closed, OutOfBounds, Overlap, Turnaround, Capacity, ApprovalNeeded, Quota];

    public static readonly IReadOnlyList<ProblemType> All =
    [
        Malformed, TokenMissing, TokenInvalid, LoginFailed, SignatureInvalid, Forbidden, CrossSite, BookingsOnly, NotFound, MethodNotAllowed, RequestTimeout, NameTaken, UserTaken,
        UserInUse, KeyNotAdded, TooManyTokens, ResourceInUse, Overlap, Turnaround, NoneAvailable, BookingLimit, Quota, CreditLimit, BookingCancelled, BookingOver, BookingBegun, BookingNotConfirmed, BookingNotReturnable, PartOfBooking, PartOfWhole, OwnRequest, ApprovalNeeded, AlreadyDecided, BoundAlready, SeriesConflict, BatchRefused, FreeNow, WaitingAlready, WaitingListFull, NotGranted, GrantAccepted, TooEarly, NotFirm, NoShow, SkuTaken,
        CatalogueFull, OrderEmpty, OutOfStock, HoldExpired, GrantExpired, Archived, CursorTooOld, CursorAhead, PreconditionFailed, BodyTooLarge, TargetTooLong, UnsupportedMediaType, Invalid, OffSlot, Capacity, Closed, OutOfBounds, NoTariff, IdempotencyKeyReused, TooManyRequests, HeadersTooLong, InternalError, Unavailable, Damaged, TooManyListeners,
    ];

    /// <summary>For a status that the server or routing has set. A status without a problem of its own gets the general one.</summary>
    public static ProblemType OfStatus(int status) => All.FirstOrDefault(p => p.Status == status) ?? (status < 500 ? Malformed : InternalError);
}

/// <summary>A problem type of RFC 9457: its <c>type</c> is <c>/problems/{Name}</c>, a page with the explanation.</summary>
public sealed record ProblemType(string Name, int Status, string Title, string Explanation)
{
    public string Path => $"/problems/{Name}";
}
