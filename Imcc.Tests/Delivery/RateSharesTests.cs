using FsCheck;
using FsCheck.Fluent;
using Imcc.Core.Delivery;

namespace Imcc.Tests.Delivery;

/// <summary>Nodes divide a rate: together never more than all of it, whoever comes, goes and asks for what.</summary>
public sealed class RateSharesTests
{
    private static readonly DateTimeOffset Nine = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_parts_never_come_to_more_than_the_whole()
    {
        var plays = Gen.ArrayOf(from node in Gen.Choose(0, 5) from wants in Gen.Choose(0, 10) from seconds in Gen.Choose(0, 6) from leaves in Gen.Choose(0, 9) select (node, wants, seconds, leaves), 60);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), Prop.ForAll(Arb.From(plays), steps =>
        {
            var (shares, now) = (RateShares.None, Nine);
            foreach (var (node, wants, seconds, leaves) in steps)
            {
                now = now.AddSeconds(seconds);
                shares = leaves == 0 ? shares.Leave("n" + node) : shares.Claim("n" + node, wants / 10.0, now);
                if (shares.Holders.Where(h => h.Until > now).Sum(h => h.Part) > 1 + 1e-9 || shares.Holders.Any(h => h.Part < 0))
                    return false;
            }

            return true;
        }));
    }

    [Fact]
    public void Whoever_is_alone_has_all_and_a_second_one_gets_half_when_the_first_asks_again()
    {
        var shares = RateShares.None.Claim("a", 1, Nine);
        Assert.Equal(1, shares.PartOf("a"));
        shares = shares.Claim("b", 1, Nine);
        Assert.Equal(0, shares.PartOf("b"));
        shares = shares.Claim("a", 1, Nine.AddSeconds(1)).Claim("b", 1, Nine.AddSeconds(1));
        Assert.Equal((0.5, 0.5), (shares.PartOf("a"), shares.PartOf("b")));
    }

    [Fact]
    public void Whoever_needs_little_leaves_the_rest_to_the_others()
    {
        var shares = RateShares.None;
        for (var round = 0; round < 3; round++)
            shares = shares.Claim("idle", 0.02, Nine.AddSeconds(round)).Claim("busy", 1, Nine.AddSeconds(round));
        Assert.Equal(0.98, shares.PartOf("busy"), 6);
    }

    [Fact]
    public void A_node_that_is_gone_frees_its_part_when_its_term_is_over()
    {
        var shares = RateShares.None.Claim("dead", 1, Nine).Claim("b", 1, Nine.AddSeconds(9));
        Assert.Equal(0, shares.PartOf("b"));
        Assert.Equal(1, shares.Claim("b", 1, Nine + RateShares.Term + TimeSpan.FromSeconds(1)).PartOf("b"));
    }
}
