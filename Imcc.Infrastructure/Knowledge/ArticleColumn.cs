namespace Imcc.Infrastructure.Knowledge;

/// <summary>The columns of an article file, in the order in which they are written.</summary>
public enum ArticleColumn
{
    Code,
    Title,
    Similar,
    Text,
    WeChatText,
    WebChatText,
    RichText,
    LinkTitle,
    LinkDescription,
    LinkUrl,
    Flow,
    Category,
    Tags,
    Audience,
    OrgUnit,
    Accounts,
    Related,
    ValidFrom,
    ValidUntil,
    Stage,
}
