using Imcc.Core.Channels.Qq;
using Imcc.Core.Delivery;
using Imcc.Infrastructure.Channels.Qq;

namespace Imcc.Tests.Channels.Qq;

/// <summary>Every code of QQ's server and what becomes of the message.</summary>
public sealed class QqErrorTests
{
    public static TheoryData<string, string> Table => new()
    {
        { "11241 11243 11244 401", "Refused/Misconfigured" },
        { "11251 11261 11275 11253 11254 11262 11265 11273 11255 100007 100016 10004 40054016", "Refused/Misconfigured" },
        { "22006 50006 50035 50037 50041 50054 50055 50056 50057 50058 50059 304061 305007 340069 40034008 40034009 40034010 40034011 40034029 40034106 40034107 40034108 40034109 40034124 40034127", "Refused/Fault" },
        { "40034024 40034025 40034027", "Refused/Fault" },
        { "22009 20028 40034100 429 1100100 1100308 100001", "TryAgain/30 slower" },
        { "304082 304083 40034004 304080", "Refused/Media" },
        { "304003 40054010 40034006 304025 1100101 1100102 1100103 40054007 40054018", "Refused/Content" },
        { "40034005 304103 304027 40034026 40034128", "Refused/WindowClosed" },
        { "40054005", "Sent" },
        { "40034101 40054003 40054004 40054013 40034105", "Refused/Unreachable" },
        { "40054002", "TryAgain/300" },
        { "50055001 50055002 50055006 500 504 306003 306005 50065001", "TryAgain/2" },
        { "12345678", "Refused/Fault" },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public void Every_code_has_its_reaction(string codes, string expected) =>
        Assert.All(codes.Split(' ').Select(int.Parse), code => Assert.Equal(expected, Of(QqOutcomes.Of(QqErrors.Judge(code), 1, mayHaveArrived: false, isNumbered: true))));

    [Fact]
    public void Three_attempts_are_enough_and_the_code_stands_in_the_reason()
    {
        Assert.IsType<SendOutcome.TryAgain>(QqOutcomes.Of(QqErrors.Judge(50055001), 2, false, true));
        Assert.Contains("50055001", Assert.IsType<SendOutcome.Refused>(QqOutcomes.Of(QqErrors.Judge(50055001), 3, false, true)).Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Only_a_message_without_a_number_may_arrive_twice()
    {
        Assert.True(Assert.IsType<SendOutcome.TryAgain>(QqOutcomes.Of(QqErrors.Judge(500), 1, mayHaveArrived: true, isNumbered: false)).MaybeDelivered);
        Assert.False(Assert.IsType<SendOutcome.TryAgain>(QqOutcomes.Of(QqErrors.Judge(500), 1, mayHaveArrived: true, isNumbered: true)).MaybeDelivered);
    }

    [Theory]
    [InlineData(200, """{"err_code":40034005,"code":1,"trace_id":"t"}""", 40034005)]
    [InlineData(400, """{"code":11244,"message":"x"}""", 11244)]
    [InlineData(400, """{"code":"11244"}""", 11244)]
    [InlineData(500, "<html>", 500)]
    [InlineData(401, "", 401)]
    [InlineData(204, "", 0)]
    [InlineData(200, """{"id":"a"}""", 0)]
    [InlineData(202, """{"code":304023,"data":{"message_audit":{"audit_id":"a"}}}""", 304023)]
    [InlineData(202, """{"data":{"message_audit":{"audit_id":"a"}}}""", 304023)]
    public void The_code_is_read_wherever_it_stands(int status, string body, int code) =>
        Assert.Equal(code, Assert.IsType<QqResponse.Answered>(QqResponse.Read(status, System.Text.Encoding.UTF8.GetBytes(body), "")).Code);

    private static string Of(SendOutcome outcome) => outcome switch
    {
        SendOutcome.Refused refused => "Refused/" + refused.Kind,
        SendOutcome.TryAgain again => "TryAgain/" + (int)(again.After?.TotalSeconds ?? 0) + (again.Slower ? " slower" : ""),
        _ => "Sent",
    };
}
