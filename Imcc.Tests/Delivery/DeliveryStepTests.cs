using Imcc.Core.Channels.WeChat;
using Imcc.Core.Delivery;

namespace Imcc.Tests.Delivery;

/// <summary>What becomes of a message by what the channel made of it.</summary>
public sealed class DeliveryStepTests
{
    private static readonly DateTimeOffset Nine = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_text_whose_request_had_left_goes_out_once_more_and_no_third_time()
    {
        var lost = new SendOutcome.TryAgain("time-out", MaybeDelivered: true);
        Assert.IsType<DeliveryStep.Later>(Step(lost, 1, wasDoubtful: false));
        Assert.Equal(new DeliveryStep.GivenUp("time-out", RefusalKind.Other, true), Step(lost, 2, wasDoubtful: true));
        // A refused connection is no doubt: nothing had left.
        Assert.IsType<DeliveryStep.Later>(Step(new SendOutcome.TryAgain("refused"), 7, wasDoubtful: true));
    }

    [Fact]
    public void What_is_the_accounts_fault_waits_for_the_account_and_is_no_attempt()
    {
        var refused = new SendOutcome.Refused("AppSecret (40125)", RefusalKind.Misconfigured);
        Assert.False(Assert.IsType<DeliveryStep.Later>(Step(refused, 1)).Counts);
        Assert.Equal(RefusalKind.Misconfigured, Assert.IsType<DeliveryStep.GivenUp>(Step(refused, 1, now: Nine.AddHours(24))).Kind);
        var stop = DeliveryStep.StopAfter(refused, 0, Nine)!;
        Assert.Null(stop.Until);
    }

    [Fact]
    public void A_spent_quota_stops_the_interface_until_midnight_in_Beijing()
    {
        var now = new DateTimeOffset(2026, 3, 2, 15, 59, 0, TimeSpan.Zero);
        Assert.Equal(TimeSpan.FromMinutes(1), WeChatErrors.UntilMidnight(now));
        Assert.Equal(TimeSpan.FromHours(24), WeChatErrors.UntilMidnight(now.AddMinutes(1)));
        var spent = new SendOutcome.TryAgain("45009", WeChatErrors.UntilMidnight(now), Slower: true, Kind: RefusalKind.QuotaSpent);
        Assert.Equal(now.AddMinutes(1), DeliveryStep.StopAfter(spent, 0, now)!.Until);
        var later = Assert.IsType<DeliveryStep.Later>(DeliveryStep.After(spent, 40, false, now, RetryPolicy.Default with { MaxAttempts = 41 }, 0, now));
        Assert.False(later.Counts);
        Assert.InRange(later.At, now.AddMinutes(1), now.AddMinutes(6));
        Assert.Equal(RefusalKind.QuotaSpent, Assert.IsType<DeliveryStep.GivenUp>(DeliveryStep.After(spent, 1, false, now.AddHours(-24), RetryPolicy.Default, 0, now)).Kind);
    }

    [Fact]
    public void A_busy_server_stops_nothing() => Assert.Null(DeliveryStep.StopAfter(new SendOutcome.TryAgain("-1"), 0, Nine));

    private static DeliveryStep Step(SendOutcome outcome, int attempts, bool wasDoubtful = false, DateTimeOffset? now = null) =>
        DeliveryStep.After(outcome, attempts, wasDoubtful, Nine, RetryPolicy.Default, 0.5, now ?? Nine);
}
