using Imcc.Core.Contacts;

namespace Imcc.Tests.Contacts;

public sealed class CustomerAttributeTests
{
    [Theory]
    [InlineData(AttributeKind.Phone, " 138-1234 5678 ", "13812345678")]
    [InlineData(AttributeKind.Phone, "+86 755 8888 6666", "+8675588886666")]
    [InlineData(AttributeKind.Phone, "12345", null)]
    [InlineData(AttributeKind.Phone, "一三八", null)]
    [InlineData(AttributeKind.Number, "128,000.50", "128000.50")]
    [InlineData(AttributeKind.Number, "很多", null)]
    [InlineData(AttributeKind.Date, "2026年3月2日", "2026-03-02")]
    [InlineData(AttributeKind.Date, "2026/3/2", "2026-03-02")]
    [InlineData(AttributeKind.Date, "2026-02-30", null)]
    [InlineData(AttributeKind.Choice, "公司", "公司")]
    [InlineData(AttributeKind.Choice, "别的", null)]
    [InlineData(AttributeKind.Text, "  深圳福田支行 ", "深圳福田支行")]
    [InlineData(AttributeKind.Text, "a\nb", null)]
    [InlineData(AttributeKind.Date, "  ", "")]
    public void A_value_is_kept_as_its_kind_says_or_not_at_all(AttributeKind kind, string typed, string? kept) =>
        Assert.Equal(kept, Of(kind).Accept(typed));

    [Fact]
    public void A_text_is_as_long_as_may_be_and_no_longer()
    {
        Assert.NotNull(Of(AttributeKind.Text).Accept(new string('长', CustomerAttribute.LongestValue)));
        Assert.Null(Of(AttributeKind.Text).Accept(new string('长', CustomerAttribute.LongestValue + 1)));
    }

    [Fact]
    public void Values_stand_in_one_column_and_an_empty_one_leaves_it()
    {
        var (one, two) = (Id(1), Id(2));
        var column = AttributeValues.With(AttributeValues.With("", one, "福田\"支行😀"), two, "13812345678");
        Assert.Equal("福田\"支行😀", AttributeValues.Read(column)[one]);
        Assert.Equal("13812345678", AttributeValues.Read(column)[two]);
        Assert.Empty(AttributeValues.With(AttributeValues.With(column, one, ""), two, ""));
    }

    private static CustomerAttribute Of(AttributeKind kind) => new() { Id = Id(9), Name = "某", Kind = kind, Choices = ["个人", "公司"] };

    private static Guid Id(int n) => new(n, 0, 0x7000, 0x80, 0, 0, 0, 0, 0, 0, 1);
}
