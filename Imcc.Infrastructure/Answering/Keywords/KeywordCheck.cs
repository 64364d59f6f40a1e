using Imcc.Core.Answering.Keywords;
using Imcc.Core.Channels;
using Imcc.Core.Flows;
using Imcc.Infrastructure.Organisation;

namespace Imcc.Infrastructure.Answering.Keywords;

/// <summary>What of a draft cannot be made a rule: every problem at once, each at its field.</summary>
internal static class KeywordCheck
{
    public static void Of(ChangeUnit unit, KeywordDraft draft, KeywordChoices choices)
    {
        if (draft.GroupId is { } group && !choices.Groups.ContainsKey(group))
            unit.Refuse(nameof(draft.GroupId), "Gone");
        unit.Name(nameof(draft.Name), draft.Name, KeywordRule.MaxName);
        unit.OrgUnit(nameof(draft.OrgUnitId), draft.OrgUnitId);
        unit.Range(nameof(draft.Priority), draft.Priority, 0, KeywordRule.HighestPriority);
        if (draft.ValidFrom >= draft.ValidUntil)
            unit.Refuse(nameof(draft.ValidUntil), "EndsBeforeItBegins");
        if (draft.Accounts.Count == 0 && !choices.IsHeadOffice)
            unit.Refuse(nameof(draft.Accounts), "Missing");
        if (draft.Accounts.Exists(a => !choices.Accounts.ContainsKey(a)))
            unit.Refuse(nameof(draft.Accounts), "NotAllowed");
        // Whether there is such a flow is asked when somebody comes to it: it may be withdrawn, and come back.
        if (draft.Flow?.Trim().Length > FlowLimits.Key)
            unit.Refuse(nameof(draft.Flow), "TooLong", FlowLimits.Key);
        Patterns(unit, draft);
        Messages(unit, draft);
    }

    private static void Patterns(ChangeUnit unit, KeywordDraft draft)
    {
        if (draft.Patterns.Count == 0)
            unit.Refuse(nameof(draft.Patterns), "Missing");
        if (draft.Patterns.Count > KeywordRule.MaxPatterns)
            unit.Refuse(nameof(draft.Patterns), "TooManyOfThem", KeywordRule.MaxPatterns);
        foreach (var pattern in draft.Patterns)
        {
            if (pattern.Text.Length > KeywordPattern.MaxText)
                unit.Refuse(nameof(draft.Patterns), "TooLong", KeywordPattern.MaxText);
            else if (!pattern.IsUsable())
                unit.Refuse(nameof(draft.Patterns), pattern.Kind == KeywordKind.Regex ? "RegexBad" : "PatternEmpty", pattern.Text);
        }
    }

    private static void Messages(ChangeUnit unit, KeywordDraft draft)
    {
        if (draft.Answer.SaysNothing)
            unit.Refuse(nameof(draft.Messages), "Missing");
        if (draft.Messages.Count > KeywordAnswer.MostMessages)
            unit.Refuse(nameof(draft.Messages), "TooManyOfThem", KeywordAnswer.MostMessages);
        foreach (var message in draft.Messages)
        {
            switch (message)
            {
                case TextContent { Text: var text }:
                    if (text.Trim().Length == 0)
                        unit.Refuse(nameof(draft.Messages), "Missing");
                    else if (text.Length > KeywordAnswer.MaxText)
                        unit.Refuse(nameof(draft.Messages), "TooLong", KeywordAnswer.MaxText);
                    break;
                case LinkContent link:
                    if (link.Title.Trim().Length == 0 || !Uri.TryCreate(link.Url, UriKind.Absolute, out var url) || url.Scheme is not ("https" or "http"))
                        unit.Refuse(nameof(draft.Messages), "LinkBad");
                    break;
                case ChoiceContent choice:
                    if (choice.Head.Trim().Length == 0 || choice.Items.Count == 0)
                        unit.Refuse(nameof(draft.Messages), "Missing");
                    else if (choice.Items.Count > ChoiceContent.MostItems)
                        unit.Refuse(nameof(draft.Messages), "TooManyOfThem", ChoiceContent.MostItems);
                    else if (choice.AsText.Length > KeywordAnswer.MaxText)
                        unit.Refuse(nameof(draft.Messages), "TooLong", KeywordAnswer.MaxText);
                    break;
                case MiniProgramContent program:
                    if (program.Title.Trim().Length == 0 || program.AppId.Length == 0 || program.PagePath.Length == 0)
                        unit.Refuse(nameof(draft.Messages), "Missing");
                    break;
                case PictureContent { Media.FileId: null }:
                    unit.Refuse(nameof(draft.Messages), "PictureMissing");
                    break;
            }
        }
    }
}
