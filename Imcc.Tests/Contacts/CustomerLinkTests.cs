using Imcc.Core.Contacts;

namespace Imcc.Tests.Contacts;

public sealed class CustomerLinkTests
{
    private static readonly IReadOnlySet<string> Attributes = new HashSet<string> { "手机号" };

    [Fact]
    public void Values_are_filled_in_encoded_so_that_none_of_them_changes_the_address()
    {
        var link = new CustomerLink(Guid.Empty, "CRM", "https://crm.example.com/c/{externalId}?name={name}&phone={attr:手机号}&u={unionId}#x");
        var url = link.Fill(place => place switch { "externalId" => "../../admin", "name" => "王&role=admin #", _ => null }, name => name == "手机号" ? "138" : null);
        Assert.Equal("https://crm.example.com/c/..%2F..%2Fadmin?name=%E7%8E%8B%26role%3Dadmin%20%23&phone=138&u=#x", url);
    }

    [Theory]
    [InlineData("https://crm.example.com/?id={customerId}", "")]
    [InlineData("http://crm.local:8080/{attr:手机号}", "")]
    [InlineData("javascript:alert({name})", "Address")]
    [InlineData("ftp://files/{name}", "Address")]
    [InlineData("https://{name}.example.com/", "Address")]
    [InlineData("https://user@{externalId}/", "Address")]
    [InlineData("//crm.example.com/{name}", "Address")]
    [InlineData("crm", "Address")]
    [InlineData("https://crm.example.com/{nobody}/{attr:年龄}", "Place:nobody,Place:attr:年龄")]
    public void A_template_leads_to_one_host_and_names_what_there_is(string template, string problems) =>
        Assert.Equal(problems, string.Join(',', CustomerLink.Check(template, Attributes)));
}
