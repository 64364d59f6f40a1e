using Imcc.Core.Contacts;
using Imcc.Infrastructure.Conversations;

namespace Imcc.Infrastructure.History;

/// <summary>The words by which a customer is found: the name, the channel's id and the attributes that are for agents' eyes.</summary>
internal static class CustomerWords
{
    public static string Of(ContactRow contact, ThreadRow thread, Core.Organisation.Directory known)
    {
        var shown = known.Attributes.Where(a => a.ShownToAgents).Select(a => a.Id).ToHashSet();
        return string.Join("\n\n", AttributeValues.Read(contact.Attributes).Where(v => shown.Contains(v.Key)).Select(v => v.Value).Prepend(thread.ExternalId).Prepend(contact.DisplayName));
    }
}
