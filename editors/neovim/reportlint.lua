-- Findings in 政府信息公开工作年度报告 as they are written, by `reportlint server`.
-- SPDX-License-Identifier: MIT

-- Set vim.g.reportlint before this file is loaded to change any of these.
local options = vim.tbl_extend("force", {
  cmd = { "reportlint", "server" },
  filetypes = { "text", "markdown" },
  -- Whether every file of these types is looked at, not only what may be a report.
  always = false,
  -- Whether rules written in Python that lie in the folder may run. Only if you trust all folders that you open.
  trusted = false,
  -- The numbers behind totals (from Neovim 0.10 on) and above tables.
  hints = true,
  lenses = true,
  -- "zh" or "en" for `language`, milliseconds for `debounce` and `ruleTimeout`.
  settings = {},
}, vim.g.reportlint or {})

local name = "reportlint"
local root_markers = { "reportlint.toml", "pyproject.toml", ".git" }
local modern = vim.lsp.config ~= nil

local function folder_of(buffer)
  return vim.fn.fnamemodify(vim.api.nvim_buf_get_name(buffer), ":p:h")
end

local function folder_above(folder, markers)
  local at = folder
  while true do
    for _, marker in ipairs(markers) do
      if vim.loop.fs_stat(at .. "/" .. marker) then
        return at
      end
    end
    local above = vim.fn.fnamemodify(at, ":h")
    if above == at then
      return nil
    end
    at = above
  end
end

local function root_of(buffer)
  return folder_above(folder_of(buffer), root_markers) or folder_of(buffer)
end

local function may_be_report(buffer)
  -- Help pages, previews and other texts that are no files have a type too.
  if vim.bo[buffer].buftype ~= "" then
    return false
  end
  local path = vim.api.nvim_buf_get_name(buffer):lower()
  if options.always or path:match("%.gongkai%.md$") or path:match("%.gongkai%.txt$") then
    return true
  end
  for _, line in ipairs(vim.api.nvim_buf_get_lines(buffer, 0, 100, false)) do
    if line:find("信息公开", 1, true) then
      return true
    end
  end
  return folder_above(folder_of(buffer), { "reportlint.toml" }) ~= nil
end

local function can_start()
  if vim.fn.executable(options.cmd[1]) == 1 then
    return true
  end
  vim.notify_once("没有找到 reportlint (not found on the PATH): " .. options.cmd[1], vim.log.levels.WARN)
  return false
end

local function show_lenses(buffer)
  if vim.lsp.codelens.enable then
    vim.lsp.codelens.enable(true, { bufnr = buffer })
    return
  end
  local function refresh()
    vim.api.nvim_buf_call(buffer, function()
      vim.lsp.codelens.refresh(modern and { bufnr = buffer } or nil)
    end)
  end
  local group = vim.api.nvim_create_augroup("reportlint_lenses_" .. buffer, {})
  vim.api.nvim_create_autocmd({ "BufEnter", "InsertLeave", "TextChanged" }, {
    group = group,
    buffer = buffer,
    callback = refresh,
  })
  refresh()
end

local function attached(_, buffer)
  if options.lenses then
    show_lenses(buffer)
  end
  if options.hints and vim.lsp.inlay_hint then
    vim.lsp.inlay_hint.enable(true, { bufnr = buffer })
  end
end

local config = {
  name = name,
  cmd = options.cmd,
  -- Trust is told once, at the start: settings could come from the very folder.
  init_options = { trusted = options.trusted == true },
  settings = { reportlint = next(options.settings) and options.settings or vim.empty_dict() },
  on_attach = attached,
}

-- Starts the server for a buffer, whatever its name is.
local start
if modern then
  start = function(buffer)
    local settled = vim.tbl_extend("force", vim.lsp.config[name], { root_dir = root_of(buffer) })
    vim.lsp.start(settled, { bufnr = buffer })
  end
  vim.lsp.config(name, vim.tbl_extend("error", config, {
    filetypes = options.filetypes,
    root_dir = function(buffer, found)
      if may_be_report(buffer) and can_start() then
        found(root_of(buffer))
      end
    end,
  }))
  vim.lsp.enable(name)
else
  -- Before Neovim 0.11 a client is started by hand, one for each folder of reports.
  local clients = {}
  start = function(buffer)
    local root = root_of(buffer)
    clients[root] = clients[root] or vim.lsp.start_client(vim.tbl_extend("error", config, {
      root_dir = root,
      on_exit = function()
        clients[root] = nil
      end,
    }))
    if clients[root] then
      vim.lsp.buf_attach_client(buffer, clients[root])
    end
  end
  vim.api.nvim_create_autocmd("FileType", {
    pattern = options.filetypes,
    callback = function(event)
      if may_be_report(event.buf) and can_start() then
        start(event.buf)
      end
    end,
  })
end

local function ask(method, params)
  local here = vim.lsp.get_clients and vim.lsp.get_clients({ bufnr = 0 }) or vim.lsp.buf_get_clients(0)
  for _, client in pairs(here) do
    if client.name == name then
      if modern then
        client:request(method, params, nil, 0)
      else
        client.request(method, params, nil, 0)
      end
    end
  end
end

local function command(called, description, run)
  vim.api.nvim_create_user_command(called, run, { desc = description })
end

command("ReportlintStart", "Start reportlint for this text", function()
  if can_start() then
    start(vim.api.nvim_get_current_buf())
  end
end)

command("ReportlintCheckWorkspace", "Check all reports of the folder", function()
  ask("workspace/executeCommand", { command = "reportlint.checkWorkspace" })
end)

command("ReportlintFixAll", "Fix everything that is safe to fix", function()
  local kinds = { "source.fixAll.reportlint" }
  if vim.fn.has("nvim-0.8") == 1 then
    vim.lsp.buf.code_action({ context = { only = kinds, diagnostics = {} }, apply = true })
  else
    vim.lsp.buf.code_action({ only = kinds })
  end
end)
