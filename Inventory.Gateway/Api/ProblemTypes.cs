namespace Inventory.Gateway.Api;

/// <summary>Every problem that the gateway answers with.</summary>
public static class ProblemTypes
{
    public static readonly ProblemType Malformed = new("malformed", 400, "The request is malformed",
        "The body is not JSON in UTF-8, names a member twice, or has a member of the wrong JSON type. Nothing was changed.");

    public static readonly ProblemType TokenMissing = new("token-missing", 401, "A token is needed",
        "Log in by POST /api/users/login, and send what it gives as Authorization: Bearer.");

    public static readonly ProblemType TokenInvalid = new("token-invalid", 401, "The token is not good",
        "It was never given out, has expired or was revoked. Log in again.");

    public static readonly ProblemType LoginFailed = new("login-failed", 401, "Name or password is wrong",
        "There is no user with this name and this password. After some attempts without success each next one has to wait.");

    public static readonly ProblemType SignatureInvalid = new("signature-invalid", 401, "The signature is not good",
        "A webhook is signed as Standard Webhooks has it: webhook-id, webhook-timestamp, no more than five minutes from now, and webhook-signature, by a secret that this service has. Nothing was changed.");

    public static readonly ProblemType Forbidden = new("forbidden", 403, "You may not do this",
        "The token is good, and its user or program does not have the right. An admin gives roles; a key has the scopes that it was made with.");

    public static readonly ProblemType NotFound = new("not-found", 404, "There is no such thing",
        "The path, the resource type, the resource, the allocation or the user is not there, no more, or not for you.");

    public static readonly ProblemType MethodNotAllowed = new("method-not-allowed", 405, "The method is not allowed here",
        "The Allow header names the methods that are.");

    public static readonly ProblemType RequestTimeout = new("request-timeout", 408, "The request came too slowly",
        "The body did not arrive in time. Nothing was changed; send it again.");

    public static readonly ProblemType NameTaken = new("name-taken", 409, "The name is taken",
        "Another resource of the type has this name. Names of deleted resources are free again.");

    public static readonly ProblemType UserTaken = new("user-taken", 409, "There is such a user",
        "Another user has this username or this mail address, perhaps in another case of letters.");

    public static readonly ProblemType UserInUse = new("user-in-use", 409, "The user cannot be erased yet",
        "There are bookings or allocations that have not ended, or something is not paid: which of them, is in the detail. Cancel, release or pay, and erase then. An admin is erased by another one.");

    public static readonly ProblemType KeyNotAdded = new("key-not-added", 409, "The key was not made",
        "Another key has this name, or there are as many as there may be.");

    public static readonly ProblemType ResourceInUse = new("resource-in-use", 409, "The resource is in use",
        "The resource has allocations that have not ended; the first of them are in conflicts. With ?force=true they are released and the resource is deleted.");

    public static readonly ProblemType Overlap = new("overlap", 409, "The time is taken",
        "Other allocations of the resource overlap the time that was asked for; the first of them are in conflicts, and the nearest free times of the same length in alternatives.");

    public static readonly ProblemType NoneAvailable = new("none-available", 409, "None is free",
        "No resource of the type is free for the whole time. The earliest times at which one is are in alternatives.");

    public static readonly ProblemType BookingLimit = new("booking-limit", 409, "That is more than you may book",
        "A customer may have so many bookings that have not ended, and book so far ahead. Which of the two it is, is in the detail. Nothing is held.");

    public static readonly ProblemType CreditLimit = new("credit-limit", 409, "That is more than you may owe",
        "With this booking you would owe more than you may, other held bookings included. Nothing is held. Pay an invoice, or cancel a booking.");

    public static readonly ProblemType BookingCancelled = new("booking-cancelled", 409, "The booking was cancelled",
        "It cannot be confirmed any more: its items are free. Book again.");

    public static readonly ProblemType BookingOver = new("booking-over", 409, "The booking is over",
        "The last of its items has ended: there is nothing left to be cancelled.");

    public static readonly ProblemType BookingNotReturnable = new("booking-not-returnable", 409, "The booking cannot be handed back",
        "Only a booking that is confirmed and has begun is handed back. One that has not begun is cancelled.");

    public static readonly ProblemType SkuTaken = new("sku-taken", 409, "The sku is taken",
        "Another beer has this sku. Those of beers that were removed are free again.");

    public static readonly ProblemType CatalogueFull = new("catalogue-full", 409, "The catalogue is full",
        "There are as many beers as there may be. Remove one that is not sold any more.");

    public static readonly ProblemType OrderEmpty = new("order-empty", 409, "The order is empty",
        "There is nothing in the open order. Put something in before the checkout.");

    public static readonly ProblemType OutOfStock = new("out-of-stock", 409, "There is not enough",
        "Of some beers, which are in skus, there are fewer than the order has. Nothing was bought; the order is as it was.");

    public static readonly ProblemType HoldExpired = new("hold-expired", 410, "The hold has expired",
        "It was not confirmed before its expiry, and the time is free again. Take it again.");

    public static readonly ProblemType CursorTooOld = new("cursor-too-old", 410, "The cursor is too old",
        "The change feed does not go back so far. Whoever followed it has missed changes: listen again without a cursor, read all that you keep, and go on with what the new stream tells; or take what a resource's history tells.");

    public static readonly ProblemType IdempotencyKeyReused = new("idempotency-key-reused", 422, "The Idempotency-Key was used for another request",
        "A key marks one request and its repetitions, for 24 hours if nothing else is configured. Nothing was changed. Take a new key for a new request.");

    public static readonly ProblemType PreconditionFailed = new("precondition-failed", 412, "It has changed since",
        "The If-Match header does not name the present version. Read it again, and decide again.");

    public static readonly ProblemType BodyTooLarge = new("body-too-large", 413, "The body is too large",
        "A body has 1 MiB at most.");

    public static readonly ProblemType UnsupportedMediaType = new("unsupported-media-type", 415, "The content type is not supported",
        "Send application/json, in UTF-8.");

    public static readonly ProblemType Invalid = new("invalid", 422, "The request breaks a rule",
        "The request is well-formed, and at least one value is not allowed. Every fault is in errors: a pointer into the body (or ?name for a query parameter), and what is wrong there.");

    public static readonly ProblemType OffSlot = new("off-slot", 422, "The time is off the slot grid",
        "Resources of this type are taken in whole slots, counted from 1970-01-01T00:00:00Z. The nearest times on the grid are in alternatives.");

    public static readonly ProblemType NoTariff = new("no-tariff", 422, "It has no price",
        "There is no tariff for resources of this type: they can be allocated, and not booked. Tariffs are configuration.");

    public static readonly ProblemType TooManyRequests = new("too-many-requests", 429, "Too many requests",
        "Nothing was done. Wait for the seconds in Retry-After.");

    public static readonly ProblemType InternalError = new("internal-error", 500, "Something is broken here",
        "The fault is on the server's side, and is in its log. Whether the request had an effect is not known: retry it with the same Idempotency-Key.");

    public static readonly ProblemType Unavailable = new("unavailable", 503, "Not available at the moment",
        "The storage or a grain did not answer. Whether the request had an effect is not known: retry it, after the seconds in Retry-After, with the same Idempotency-Key.");

    public static readonly ProblemType TooManyListeners = new("too-many-listeners", 503, "Too many listen",
        "As many clients listen to the change feed as may at once. Try again after the seconds in Retry-After, or read the feed in pages of JSON, without Accept: text/event-stream.");

    public static readonly IReadOnlyList<ProblemType> All =
    [
        Malformed, TokenMissing, TokenInvalid, LoginFailed, SignatureInvalid, Forbidden, NotFound, MethodNotAllowed, RequestTimeout, NameTaken, UserTaken, UserInUse, KeyNotAdded, ResourceInUse,
        Overlap, NoneAvailable, BookingLimit, CreditLimit, BookingCancelled, BookingOver, BookingNotReturnable, SkuTaken, CatalogueFull, OrderEmpty, OutOfStock, HoldExpired, CursorTooOld, PreconditionFailed, BodyTooLarge,
        UnsupportedMediaType, Invalid, OffSlot, NoTariff, IdempotencyKeyReused, TooManyRequests, InternalError, Unavailable, TooManyListeners,
    ];

    /// <summary>For a status that something below the endpoints has set: the server, routing. One that has no problem of its own is told as the general one.</summary>
    public static ProblemType OfStatus(int status) => All.FirstOrDefault(p => p.Status == status) ?? (status < 500 ? Malformed : InternalError);
}

/// <summary>A kind of refusal or fault, as RFC 9457 has it: its <c>type</c> is <c>/problems/{Name}</c>, a page that explains it.</summary>
/// <param name="Name">The last part of its address.</param>
/// <param name="Status">The HTTP status that it goes with.</param>
/// <param name="Title">The same for every occurrence.</param>
/// <param name="Explanation">For the page: what it means, and what a client can do.</param>
public sealed record ProblemType(string Name, int Status, string Title, string Explanation)
{
    public string Path => $"/problems/{Name}";
}
