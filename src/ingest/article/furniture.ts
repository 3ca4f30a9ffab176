/** What pages write around articles, in Vietnamese and English. Texts are compared in lower case, on one line. */

/** A block that says nothing but this. */
const lone =
  /^(?:\W*(?:quảng cáo|advertisement|advertising|sponsored(?: content)?|story continues below(?: advertisement)?|article continues below(?: advertisement)?|continue reading(?: the main story)?|skip advertisement|loading\.*|chia sẻ|share(?: this| on \w+)?|tweet|print(?: this page)?|in trang này|email|comments?|bình luận|trả lời|reply|gửi bình luận|post a comment|leave a (?:comment|reply)|ý kiến của bạn|trở lại|về đầu trang|back to top|click here|xem thêm|read more|đọc tiếp|view comments|show comments|getty images|follow us(?: on .{1,40})?|theo dõi (?:chúng tôi|cổng).{0,40})\W*)$/iu;

/** A heading over links to other articles, comments, or an invitation to subscribe. */
const heading =
  /^\W*(?:(?:các |những )?(?:tin|bài|bài viết|video)(?: tức)? (?:liên quan|khác|cùng (?:chuyên mục|chủ đề)|mới (?:nhất|hơn)|cũ hơn|nổi bật|đã đưa|xem nhiều|đọc nhiều)|(?:xem|đọc) nhiều(?: nhất)?|cùng chuyên mục|có thể bạn (?:quan tâm|thích)|tin nóng|bình luận(?: \(\d+\))?|ý kiến bạn đọc|bài viết cùng .{2,20}|related(?: (?:stories|articles|posts|news|content|topics|links|coverage|reading))?|more (?:stories|news|articles|from .{2,40}|on this (?:story|topic)|like this)|most (?:read|viewed|popular|shared)|you (?:may|might) (?:also )?(?:like|be interested in|have missed)|recommended(?: for you| stories| reading)?|read (?:next|this next|also)|up next|trending(?: now| stories)?|latest (?:news|stories|articles)|popular (?:posts|stories|now)|(?:\d+ )?comments?(?: \(\d+\))?|join the (?:conversation|discussion)|leave a (?:comment|reply)|share this.{0,20}|about the author|(?:đăng ký|nhận) (?:nhận )?(?:bản )?tin.{0,30}|(?:sign up|subscribe)(?: (?:for|to) .{2,60}|[^.]{0,20})|newsletter|get (?:our|the) .{0,30}newsletter.{0,30})\W*$/iu;

/** What stands before a link to another article in a line of its own. */
const pointer =
  /^(?:[>»►▶→•\-–*\s]*(?:>>|»|►|▶)|\W*(?:xem thêm|đọc thêm|đọc tiếp|mời (?:bạn )?(?:xem|đọc)(?: thêm)?|tin liên quan|bài liên quan|liên quan|read more|read also|read next|read|see also|also read|also see|related(?: (?:story|article|stories|content))?|more|watch|don't miss|must read|recommended|learn more)\s*[:：|–-])/iu;

/** The end of a page: publisher, licence, copyright. */
const imprint =
  /(?:^|\W)(?:cơ quan chủ quản|giấy phép (?:số|xuất bản|hoạt động)|chịu trách nhiệm (?:chính|nội dung)|ghi rõ nguồn|bản quyền thuộc|all rights reserved|copyright (?:©|\(c\)|\d{4})|©\s*(?:copyright\s*)?\d{4}|terms of (?:use|service)|privacy policy|no part of this)/iu;

/** Words that stand before tags or categories. */
const tagged = /^\W*(?:từ khoá|từ khóa|thẻ|tags?|chủ đề|topics?|filed under|categories|posted in|chuyên mục)\s*:/iu;

/** What a cookie bar says. */
const cookies = /cookies?\b.{0,200}(?:đồng ý|chính sách|chấp nhận|agree|polic|accept|consent)/iu;

export const isLone = (text: string): boolean => text.length <= 60 && lone.test(text);
export const isFurnitureHeading = (text: string): boolean => text.length <= 90 && heading.test(text);
export const isPointer = (text: string): boolean => text.length <= 300 && pointer.test(text);
export const isImprint = (text: string): boolean => text.length <= 600 && imprint.test(text);
export const isTagged = (text: string): boolean => text.length <= 300 && tagged.test(text);
export const isCookieBar = (text: string): boolean => text.length <= 500 && cookies.test(text);
