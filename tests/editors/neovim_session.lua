-- Runs inside Neovim, from 0.7 on: goes through the steps and writes what was seen to a JSON file,
-- because the test judges and Neovim only reports.
local code = assert(vim.env.REPORTLINT_TEST_CODE)
local replacement = assert(vim.env.REPORTLINT_TEST_REPLACEMENT)
local added = assert(vim.env.REPORTLINT_TEST_ADDED)
local patience_ms = 30000

local seen = { offered = {} }

-- Neovim counts UTF-8 bytes; an end in the middle of a character leaves half of it to be seen.
local function covered(d)
  local lines = vim.api.nvim_buf_get_lines(0, d.lnum, d.end_lnum + 1, false)
  if #lines == 0 then
    return ""
  end
  -- The end is cut first: on a single line it counts from the uncut start.
  lines[#lines] = lines[#lines]:sub(1, d.end_col)
  lines[1] = lines[1]:sub(d.col + 1)
  return table.concat(lines, "\n")
end

local function code_of(d)
  -- 0.7 keeps the code only in what the server sent.
  return d.code or vim.tbl_get(d, "user_data", "lsp", "code")
end

local function note(step)
  local findings = {}
  for _, d in ipairs(vim.diagnostic.get(0)) do
    table.insert(findings, { line = d.lnum, text = covered(d), code = code_of(d), source = d.source, message = d.message })
  end
  local lines = vim.api.nvim_buf_get_lines(0, 0, -1, true)
  seen[step] = { text = table.concat(lines, "\n") .. "\n", findings = findings }
end

local function wanted()
  for _, d in ipairs(vim.diagnostic.get(0)) do
    if code_of(d) == code then
      return d
    end
  end
end

local function lenses()
  local shown = {}
  for _, lens in ipairs(vim.lsp.codelens.get(0)) do
    table.insert(shown, lens.command.title)
  end
  return shown
end

local function clients_here()
  local known = vim.lsp.get_clients and vim.lsp.get_clients({ bufnr = 0 }) or vim.lsp.buf_get_clients(0)
  return #vim.tbl_values(known)
end

local function session()
  vim.wait(patience_ms, wanted, 20)
  note("opened")
  local finding = assert(wanted(), "no finding " .. code)
  local clients = (vim.lsp.get_clients or vim.lsp.get_active_clients)()
  seen.encoding = clients[1].offset_encoding

  vim.wait(patience_ms, function() return #lenses() > 0 end, 20)
  seen.lenses = lenses()
  seen.hints = vim.lsp.inlay_hint and vim.lsp.inlay_hint.is_enabled({ bufnr = 0 })

  local kind = "quickfix"
  -- Whoever sits before the editor picks from a list.
  vim.ui.select = function(items, _, choose)
    local choice
    for _, item in ipairs(items) do
      local action = item.action or item[2]
      table.insert(seen.offered, { title = action.title, kind = action.kind })
      if not choice and action.kind == kind and vim.json.encode(action.edit or {}):find(replacement, 1, true) then
        choice = item
      end
    end
    choose(choice)
  end
  vim.api.nvim_win_set_cursor(0, { finding.lnum + 1, finding.col })
  vim.lsp.buf.code_action()
  vim.wait(patience_ms, function() return not wanted() end, 20)
  note("fixed")

  if vim.lsp.buf.format then
    vim.lsp.buf.format({ timeout_ms = patience_ms })
  else
    vim.lsp.buf.formatting_sync(nil, patience_ms)
  end
  note("formatted")

  local line = vim.api.nvim_buf_get_lines(0, finding.lnum, finding.lnum + 1, true)[1]
  vim.api.nvim_buf_set_text(0, finding.lnum, #line, finding.lnum, #line, { added })
  vim.wait(patience_ms, wanted, 20)
  note("edited")

  kind = "source.fixAll.reportlint"
  vim.cmd("ReportlintFixAll")
  vim.wait(patience_ms, function() return not wanted() end, 20)
  note("mended")

  vim.cmd("ReportlintCheckWorkspace")
  vim.wait(patience_ms, function() return #vim.diagnostic.get() > #vim.diagnostic.get(0) end, 20)
  seen.elsewhere = #vim.diagnostic.get() - #vim.diagnostic.get(0)

  -- Another text of the same type is let be, until somebody says otherwise.
  vim.cmd("edit! note.txt")
  vim.api.nvim_buf_set_lines(0, 0, -1, true, { "买菜、取快递。" })
  vim.bo.filetype = "text"
  vim.wait(200)
  seen.unasked = clients_here()
  vim.cmd("ReportlintStart")
  seen.asked = clients_here()
end

local ok, problem = xpcall(session, debug.traceback)
if not ok then
  seen.problem = problem
end
local file = assert(io.open(assert(vim.env.REPORTLINT_TEST_OUT), "w"))
file:write(vim.json.encode(seen))
file:close()
vim.cmd("qall!")
