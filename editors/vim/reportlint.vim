" Findings in 政府信息公开工作年度报告 as they are written, by ALE.
" SPDX-License-Identifier: MIT
"
" ALE runs `reportlint check` on the text. It is not used as a client of `reportlint server`: ALE takes the
" server's columns, UTF-16 units, for bytes, and its fixes would cut Chinese characters in two.

scriptencoding utf-8

if exists('g:loaded_reportlint')
    finish
endif
let g:loaded_reportlint = 1

let g:ale_reportlint_executable = get(g:, 'ale_reportlint_executable', 'reportlint')
let g:ale_reportlint_options = get(g:, 'ale_reportlint_options', '')
" Whether rules written in Python that lie in the folder of a text may run. Only if you trust all that you open.
let g:ale_reportlint_trusted = get(g:, 'ale_reportlint_trusted', 0)
" Whether to check every text and Markdown file; b:ale_reportlint_always says it for one.
let g:ale_reportlint_always = get(g:, 'ale_reportlint_always', 0)

" ALE itself checks no plain text at all.
let g:ale_linters = extend({'text': ['reportlint']}, get(g:, 'ale_linters', {}))

let s:types = {'error': 'E', 'warning': 'W', 'info': 'I', 'hint': 'I'}
let s:finding = '\v^(.+):(\d+):(\d+):(\d+):(\d+): (error|warning|info|hint): (.*) \[(\w+)\]$'

function! s:MayBeReport(buffer) abort
    return ale#Var(a:buffer, 'reportlint_always')
    \   || bufname(a:buffer) =~? '\.gongkai\.\(txt\|md\)$'
    \   || join(getbufline(a:buffer, 1, 100), "\n") =~# '信息公开'
    \   || !empty(ale#path#FindNearestFile(a:buffer, 'reportlint.toml'))
endfunction

function! s:Executable(buffer) abort
    " Without one ALE lets the text be.
    return s:MayBeReport(a:buffer) ? ale#Var(a:buffer, 'reportlint_executable') : ''
endfunction

function! s:Command(buffer) abort
    return '%e check --output-format byte-columns'
    \   . (ale#Var(a:buffer, 'reportlint_trusted') is 1 ? '' : ' --no-local-plugins')
    \   . ale#Pad(ale#Var(a:buffer, 'reportlint_options'))
    \   . ' --stdin-filename %s -'
endfunction

function! s:Handle(buffer, lines) abort
    let l:path = expand('#' . a:buffer . ':p')
    let l:found = []

    for l:line in a:lines
        if l:line =~# '^reportlint: '
            " The run failed, or a plugin: it says why.
            call add(l:found, {'lnum': 1, 'type': 'W', 'text': l:line[12:]})
            continue
        endif

        let l:match = matchlist(l:line, s:finding)

        if empty(l:match)
            continue
        endif

        let l:item = {
        \   'lnum': str2nr(l:match[2]),
        \   'col': str2nr(l:match[3]),
        \   'end_lnum': str2nr(l:match[4]),
        \   'end_col': str2nr(l:match[5]) - 1,
        \   'type': s:types[l:match[6]],
        \   'text': l:match[7],
        \   'code': l:match[8],
        \}

        " ALE wants the last place, not the first behind.
        if l:item.end_lnum == l:item.lnum
            let l:item.end_col = max([l:item.col, l:item.end_col])
        elseif l:item.end_col == 0
            let l:item.end_lnum -= 1
            let l:item.end_col = max([1, strlen(get(getbufline(a:buffer, l:item.end_lnum), 0, ''))])
        endif

        " The list of what is ignored has findings of its own.
        if fnamemodify(l:match[1], ':p') isnot# l:path
            let l:item.filename = fnamemodify(l:match[1], ':p')
        endif

        call add(l:found, l:item)
    endfor

    return l:found
endfunction

function! s:Define() abort
    for l:filetype in ['text', 'markdown']
        call ale#linter#Define(l:filetype, {
        \   'name': 'reportlint',
        \   'executable': function('s:Executable'),
        \   'command': function('s:Command'),
        \   'callback': function('s:Handle'),
        \   'output_stream': 'both',
        \})
    endfor
endfunction

" ALE may be loaded after this file.
if v:vim_did_enter
    call s:Define()
else
    augroup reportlint
        autocmd!
        autocmd VimEnter * call s:Define()
    augroup END
endif
