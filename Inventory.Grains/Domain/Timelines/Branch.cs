using Inventory.Contracts;

namespace Inventory.Domain.Timelines;

/// <summary>Two parts, the left one wholly before the right one, whose heights differ by one at most.</summary>
internal sealed class Branch : Node
{
    private readonly Node _left;
    private readonly Node _right;

    public Branch(Node left, Node right)
    {
        (_left, _right) = (left, right);
        (From, To) = (left.From, right.To);
        Height = Math.Max(left.Height, right.Height) + 1;
        LongestGap = Math.Max(GapBetween(left.To, right.From), Math.Max(left.LongestGap, right.LongestGap));
    }

    public override int Height { get; }

    public override Instant From { get; }

    public override Instant To { get; }

    public override long LongestGap { get; }

    // Between the two it goes to the right, so that only the last leaf of all is ever added to at its end.
    public override Node Insert(Allocation allocation) =>
        allocation.Interval.From < _left.To ? Balance(_left.Insert(allocation), _right) : Balance(_left, _right.Insert(allocation));

    public override Node? Remove(Allocation allocation)
    {
        var isLeft = allocation.Interval.From < _left.To;
        var left = isLeft ? _left.Remove(allocation) : _left;
        var right = isLeft ? _right : _right.Remove(allocation);
        return (left, right) switch
        {
            (null, _) => right,
            (_, null) => left,
            // Half full, so that the next insertion does not split it again.
            (Leaf l, Leaf r) when l.Items.Length + r.Items.Length <= Leaf.Capacity / 2 => new Leaf([.. l.Items, .. r.Items]),
            _ => Balance(left, right),
        };
    }

    public override void Collect(Interval window, int limit, List<Allocation> found)
    {
        if (_left.To > window.From)
            _left.Collect(window, limit, found);
        if (found.Count < limit && _right.From < window.To)
            _right.Collect(window, limit, found);
    }

    public override void Accept(GapSearch search)
    {
        if (search.CanSkip(_left) || search.Visit(_left))
            search.Visit(_right);
    }

    private static Branch Balance(Node left, Node right) => (left.Height - right.Height) switch
    {
        > 1 => Lean((Branch)left, right),
        < -1 => Lean(left, (Branch)right),
        _ => new Branch(left, right),
    };

    private static Branch Lean(Branch left, Node right) =>
        left._left.Height >= left._right.Height
            ? new Branch(left._left, new Branch(left._right, right))
            : left._right is Branch middle
                ? new Branch(new Branch(left._left, middle._left), new Branch(middle._right, right))
                : throw new System.Diagnostics.UnreachableException();

    private static Branch Lean(Node left, Branch right) =>
        right._right.Height >= right._left.Height
            ? new Branch(new Branch(left, right._left), right._right)
            : right._left is Branch middle
                ? new Branch(new Branch(left, middle._left), new Branch(middle._right, right._right))
                : throw new System.Diagnostics.UnreachableException();
}
