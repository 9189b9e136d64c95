/** What the page says, in the language that was chosen here or in the console, else the browser's. */
import { details, operations, parameters, problems, shapes } from '../words/zh/docs.js';
import { language } from '../desk/language.js';

export { language };

const WORDS = {
  en: {
    title: 'Deskbell API', loading: 'Loading …', failed: 'The description could not be loaded.', again: 'Try again', search: 'Search paths, names, codes',
    skip: 'Skip to the operations', switch_language: '切换到中文', contents: 'Contents', found: '{count} found', nothing: 'Nothing is called that.',
    lead: 'Bodies are JSON in snake_case, times RFC 3339 in UTC. Unknown fields are refused. Every refusal is a problem (RFC 9457) with a stable code. Every list has items and next: ask again with cursor until next is null. Answers may grow fields at any time.',
    'plane.widget': 'Widget', 'plane.desk': 'Desk', 'plane.admin': 'Administration',
    'who.widget': 'What visitors and the pages of a website ask.', 'who.desk': 'What agents ask.', 'who.admin': 'What administrators, and leaders where they may, ask.',
    'room.people': 'People', 'room.plans': 'Plans', 'room.visitors': 'Visitors', 'room.conversations': 'Conversations', 'room.routing': 'Who answers', 'room.notifications': 'E-mail and SMS',
    'room.followups': 'Follow-ups', 'room.campaigns': 'Campaigns', 'room.surveys': 'Surveys', 'room.offline': 'Messages left', 'room.operations': 'Due work',
    anybody: 'Anybody', 'token.visitor': 'A visitor’s token', 'token.agent': 'An agent’s token', or_none: ', or none', permission: 'with the permission', or: ' or ',
    parameters: 'Parameters', 'in.path': 'in the path', 'in.query': 'in the query', 'in.header': 'header', needed: 'needed', optional: 'may be left out',
    body: 'Body', answer: 'Answer', no_body: 'Without a body.', problems: 'Problems', example: 'Example', default: 'default', list_of: 'list of', map_of: 'by name:', empty: 'nothing',
  },
  'zh-CN': {
    title: 'Deskbell 接口文档', loading: '正在加载…', failed: '接口描述加载失败。', again: '重试', search: '搜索路径、名称、错误码',
    skip: '跳到接口列表', switch_language: 'Switch to English', contents: '目录', found: '找到 {count} 个', nothing: '没有匹配的接口。',
    lead: '请求和响应均为 snake_case 的 JSON，时间为 RFC 3339（UTC）。未知字段会被拒绝。所有错误都是 RFC 9457 的 problem，带有稳定的 code。所有列表都有 items 和 next：用 cursor 继续请求，直到 next 为 null。响应随时可能增加字段。',
    'plane.widget': '访客', 'plane.desk': '客服', 'plane.admin': '管理',
    'who.widget': '访客和网站页面使用。', 'who.desk': '客服使用。', 'who.admin': '管理员，以及有权限的组长使用。',
    'room.people': '人员', 'room.plans': '方案', 'room.visitors': '访客', 'room.conversations': '会话', 'room.routing': '分配', 'room.notifications': '邮件与短信',
    'room.followups': '回访', 'room.campaigns': '回访活动', 'room.surveys': '满意度', 'room.offline': '留言', 'room.operations': '待办任务',
    anybody: '无需身份', 'token.visitor': '访客令牌', 'token.agent': '客服令牌', or_none: '（可不带）', permission: '需要权限', or: ' 或 ',
    parameters: '参数', 'in.path': '路径', 'in.query': '查询', 'in.header': '请求头', needed: '必填', optional: '可省略',
    body: '请求体', answer: '响应', no_body: '没有响应体。', problems: '错误', example: '示例', default: '默认', list_of: '列表：', map_of: '按名称：', empty: '空',
  },
};

/** The page's words for `key`; {name} in them stands for a parameter. */
export const t = (key, parameters = {}) => (WORDS[language.code][key] ?? key).replace(/\{(\w+)\}/g, (_, name) => parameters[name] ?? '');

/** What an operation is for; the document itself speaks English. */
export const summaryOf = (operation) => (language.code === 'zh-CN' && operations[operation.operationId]) || operation.summary;

/** What a shape, an operation or a parameter holds, and the language that this is said in. */
const detailIn = (chinese) => (name, english) =>
  language.code === 'zh-CN' && chinese(name) ? { text: chinese(name), lang: 'zh-CN' } : { text: english, lang: 'en' };
export const shapeDetail = detailIn((name) => shapes[name] ?? (name.endsWith('Page') ? shapes.Page : undefined));
export const operationDetail = detailIn((name) => details[name]);
export const parameterDetail = detailIn((name) => parameters[name]);

export const problemTitle = (code, title) => (language.code === 'zh-CN' && problems[code]) || title;
